package io.soundalike.audio.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class XingLameHeaderTest {

  @Test
  void xingAndLameFieldsAreRead() {
    byte[] head = head();
    // All four Xing fields: frames, bytes, table of contents, quality.
    put(head, 36, "Xing\0\0\0\17");
    head[46] = 1;
    head[47] = 44;
    head[50] = 2;
    int lameTag = 44 + 4 + 4 + 100 + 4;
    put(head, lameTag, "LAME3.100");
    // Delay 576 = 0x240, padding 1105 = 0x451, 12 bits each.
    head[lameTag + 21] = 0x24;
    head[lameTag + 22] = 0x04;
    head[lameTag + 23] = 0x51;

    assertThat(parse(head)).isEqualTo(new XingLameHeader(300, 512, 576, 1105));
  }

  @Test
  void vbriHeaderIsRead() {
    byte[] head = head();
    put(head, 36, "VBRI");
    head[36 + 12] = 3;
    head[36 + 16] = 1;

    assertThat(parse(head)).isEqualTo(new XingLameHeader(256, 768, 0, 0));
  }

  @Test
  void anAudioFrameHasNoHeader() {
    assertThat(parse(Arrays.copyOf(TestSignals.mp3(1), 256))).isNull();
    assertThat(XingLameHeader.parse(new byte[3], header(head()))).isNull();
  }

  @Test
  void aFrameCountThatContradictsTheBytesIsIgnored() {
    assertThat(new XingLameHeader(1000, 50_000, 0, 0).missingFrames(100, 50_000)).isZero();
    assertThat(new XingLameHeader(1000, 0, 0, 0).missingFrames(100, 50_000)).isEqualTo(900);
    assertThat(new XingLameHeader(1000, 500_000, 0, 0).missingFrames(100, 50_000)).isEqualTo(900);
    assertThat(new XingLameHeader(10, 500_000, 0, 0).missingFrames(100, 50_000)).isZero();
  }

  private static XingLameHeader parse(byte[] head) {
    return XingLameHeader.parse(head, header(head));
  }

  private static MpegHeader header(byte[] head) {
    return Objects.requireNonNull(MpegHeader.parse(head, 0, head.length));
  }

  /** 128 kb/s, 44,100 Hz, joint stereo. */
  private static byte[] head() {
    byte[] head = new byte[256];
    head[0] = (byte) 0xFF;
    head[1] = (byte) 0xFB;
    head[2] = (byte) 0x90;
    head[3] = (byte) 0x64;
    return head;
  }

  private static void put(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }
}
