package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.Sounds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LameInfoTest {

  @Test
  void framesDelayAndPaddingAreRead() {
    byte[] head = new byte[256];
    head[0] = (byte) 0xFF;
    head[1] = (byte) 0xFB;
    head[2] = (byte) 0x90;
    head[3] = (byte) 0x64;
    // All four Xing fields: frames, bytes, table of contents, quality.
    put(head, 36, "Xing\0\0\0\17");
    head[46] = 1;
    head[47] = 44;
    int lame = 44 + 4 + 4 + 100 + 4;
    put(head, lame, "LAME3.100");
    // Delay 576 = 0x240, padding 1105 = 0x451, 12 bits each.
    head[lame + 21] = 0x24;
    head[lame + 22] = 0x04;
    head[lame + 23] = 0x51;

    assertThat(LameInfo.parse(head)).isEqualTo(new LameInfo(300, 576, 1105));
  }

  @Test
  void aFrameOfSoundSaysNothing() {
    assertThat(LameInfo.parse(Arrays.copyOf(Sounds.mp3(1), 256))).isNull();
    assertThat(LameInfo.parse(new byte[256])).isNull();
    assertThat(LameInfo.parse(new byte[3])).isNull();
  }

  private static void put(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }
}
