#!/usr/bin/env bash
# JOrbis in java-vorbis-support 1.2.1 (com.github.trilarion:java-vorbis-support): a first long block yields samples.
#
# Behaviour: DspState.synthesis_pcmout() returns 448 samples after the first audio packet of a stream if its block is long
#   (blocks of 256 and 2048 samples). They are a part of that block alone, without an overlap, and are not silent; all
#   samples after them are late by 448. Files of oggenc start with a short block, which yields none, but the first block of a
#   file that was cut without encoding it anew, here by ffmpeg, may be long.
# Expected: no samples. The first block has nothing to overlap with (Vorbis I, 4.3.8). ffmpeg and oggdec return 448 fewer.
# Instead: mark what the first audio packet yields as read, with synthesis_read(), and drop it.
# Needs: JDK 17, Maven, ffmpeg (5.1.9 was used), oggenc and oggdec of vorbis-tools (1.4.2 was used). Exit code 0: seen as
#   described; 1: the behaviour has changed.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.github.trilarion</groupId>
      <artifactId>java-vorbis-support</artifactId>
      <version>1.2.1</version>
    </dependency>
  </dependencies>
</project>
POM

cat > Finding.java <<'JAVA'
import com.github.trilarion.sound.vorbis.jcraft.jogg.Packet;
import com.github.trilarion.sound.vorbis.jcraft.jogg.Page;
import com.github.trilarion.sound.vorbis.jcraft.jogg.StreamState;
import com.github.trilarion.sound.vorbis.jcraft.jogg.SyncState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Block;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Comment;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.DspState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Info;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

public class Finding {

  private static final int HEADERS = 3;
  private static final int EXTRA = 448;

  public static void main(String[] args) throws Exception {
    List<float[]> whole = decode(Path.of("whole.ogg"));
    List<float[]> cut = decode(Path.of("cut.ogg"));
    ShortBuffer expected =
        ByteBuffer.wrap(Files.readAllBytes(Path.of("cut.raw")))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    float[] samples = concatenate(cut);
    int first = cut.get(0).length;
    System.out.println("JOrbis, first packet of the whole file: " + whole.get(0).length + " samples");
    System.out.println("JOrbis, first packet of the cut file: " + first + " samples");
    System.out.println("JOrbis, peak of these: " + peak(cut.get(0)));
    System.out.println("JOrbis, cut file: " + samples.length + " samples");
    double difference = difference(samples, first, expected);
    System.out.println("largest difference to oggdec, moved by " + first + ": " + difference);
    boolean asDescribed =
        whole.get(0).length == 0
            && first == EXTRA
            && samples.length == expected.limit() + EXTRA
            && difference < 0.001;
    System.exit(asDescribed ? 0 : 1);
  }

  private static double difference(float[] samples, int from, ShortBuffer expected) {
    double largest = 0;

    for (int i = 0; i < expected.limit() && from + i < samples.length; i++) {
      largest = Math.max(largest, Math.abs(samples[from + i] - expected.get(i) / 32768.0));
    }

    return largest;
  }

  private static float peak(float[] samples) {
    float peak = 0;

    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }

    return peak;
  }

  private static float[] concatenate(List<float[]> blocks) {
    int length = blocks.stream().mapToInt(block -> block.length).sum();
    float[] all = new float[length];
    int at = 0;

    for (float[] block : blocks) {
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }

    return all;
  }

  /** Samples of each audio packet of a mono file. */
  private static List<float[]> decode(Path file) throws IOException {
    List<float[]> blocks = new ArrayList<>();
    byte[] bytes = Files.readAllBytes(file);
    SyncState sync = new SyncState();
    sync.init();
    int at = sync.buffer(bytes.length);
    System.arraycopy(bytes, 0, sync.data, at, bytes.length);
    sync.wrote(bytes.length);
    StreamState stream = new StreamState();
    Page page = new Page();
    Packet packet = new Packet();
    Info info = new Info();
    info.init();
    Comment comment = new Comment();
    comment.init();
    DspState dsp = new DspState();
    Block block = null;
    int packets = 0;

    while (sync.pageout(page) == 1) {
      if (page.bos() != 0) {
        stream.init(page.serialno());
      }

      stream.pagein(page);

      while (stream.packetout(packet) == 1) {
        if (packets < HEADERS) {
          info.synthesis_headerin(comment, packet);
        } else {
          if (block == null) {
            dsp.synthesis_init(info);
            block = new Block(dsp);
          }

          blocks.add(samples(dsp, block, packet));
        }

        packets++;
      }
    }

    return blocks;
  }

  private static float[] samples(DspState dsp, Block block, Packet packet) {
    block.synthesis(packet);
    dsp.synthesis_blockin(block);
    float[][][] pcm = new float[1][][];
    int[] offsets = new int[1];
    int count = dsp.synthesis_pcmout(pcm, offsets);
    float[] samples = new float[count];

    if (count > 0) {
      System.arraycopy(pcm[0][0], offsets[0], samples, 0, count);
    }

    dsp.synthesis_read(count);
    return samples;
  }
}
JAVA

mvn -B -q dependency:build-classpath -Dmdep.outputFile=classpath
javac -cp "$(cat classpath)" Finding.java

ffmpeg -v error -f lavfi -i "sine=f=440:r=44100:d=10,volume=4" -bitexact tone.wav
oggenc -Q -q 3 -o whole.ogg tone.wav
ffmpeg -v error -i whole.ogg -ss 4 -c copy cut.ogg
ffmpeg -v error -i cut.ogg -f s16le ffmpeg.raw
oggdec -Q -R -o cut.raw cut.ogg
echo "ffmpeg, cut file: $(($(wc -c < ffmpeg.raw) / 2)) samples"
echo "oggdec, cut file: $(($(wc -c < cut.raw) / 2)) samples"

java -Xmx256m -cp "$(cat classpath):." Finding
