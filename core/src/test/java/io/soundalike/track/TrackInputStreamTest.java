package io.soundalike.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackInputStreamTest {

  private final byte[] song = new byte[200_000];

  @BeforeEach
  void fill() {
    new Random(1).nextBytes(song);
  }

  private static String hash(byte[] bytes) throws IOException {
    return TrackId.hash(new ByteArrayInputStream(bytes));
  }

  private TrackInputStream open(byte[] now) throws IOException {
    return new TrackInputStream(new ByteArrayInputStream(now), hash(song), song.length);
  }

  @Test
  void readAndSkippedBytesAreHashed() throws IOException {
    TrackInputStream in = open(song);

    assertThat(in.read()).isEqualTo(song[0] & 0xFF);
    assertThat(in.skip(0)).isZero();
    assertThat(in.skip(-5)).isZero();
    in.skipNBytes(150_000);
    assertThat(in.read()).isEqualTo(song[150_001] & 0xFF);
    assertThat(in.readNBytes(10)).isEqualTo(Arrays.copyOfRange(song, 150_002, 150_012));
    assertThat(in.markSupported()).isFalse();
    assertThat(in.readRestAndVerify()).isTrue();
    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.skip(1)).isZero();
  }

  @Test
  void nothingAndAllMayBeReadBefore() throws IOException {
    assertThat(open(song).readRestAndVerify()).isTrue();

    TrackInputStream in = open(song);
    in.readAllBytes();

    assertThat(in.readRestAndVerify()).isTrue();
    TrackInputStream empty =
        new TrackInputStream(InputStream.nullInputStream(), hash(new byte[0]), 0);

    assertThat(empty.readRestAndVerify()).isTrue();
  }

  @Test
  void anyOtherFileIsAnotherSong() throws IOException {
    for (int at : new int[] {0, 100_000, song.length - 1}) {
      byte[] changed = song.clone();
      changed[at] ^= 1;

      assertThat(open(changed).readRestAndVerify()).as("byte %d", at).isFalse();
    }

    assertThat(open(Arrays.copyOf(song, song.length - 1)).readRestAndVerify()).isFalse();
    assertThat(open(Arrays.copyOf(song, song.length + 1)).readRestAndVerify()).isFalse();
  }

  @Test
  void aFileThatGrowsWithoutEndIsNotReadToItsEnd() throws IOException {
    AtomicLong given = new AtomicLong();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            given.incrementAndGet();
            return 0;
          }
        };

    assertThat(new TrackInputStream(endless, hash(song), song.length).readRestAndVerify())
        .isFalse();
    assertThat(given.get()).isBetween((long) song.length, song.length + 70_000L);
  }

  @Test
  void aDecoderThatClosesItsInputLeavesTheRestReadable() throws IOException {
    InputStream file =
        new ByteArrayInputStream(song) {
          @Override
          public void close() {
            throw new IllegalStateException("closed");
          }
        };
    TrackInputStream in = new TrackInputStream(file, hash(song), song.length);
    in.close();

    assertThat(in.readRestAndVerify()).isTrue();
  }

  @Test
  void aFailureOfTheStorageIsNoChange() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection reset by peer");
          }
        };

    assertThatThrownBy(() -> new TrackInputStream(broken, hash(song), 9).readRestAndVerify())
        .hasMessage("Connection reset by peer");
  }
}
