package io.soundalike.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 200, 1000})
  void framesAreCentredOnMultiplesOfTheHopLength(int length) {
    float[] samples = new float[length];

    for (int i = 0; i < length; i++) {
      samples[i] = i + 1;
    }

    List<float[]> frames = cutFrames(samples, 7);

    assertThat(frames).hasSize(1 + length / 5);

    for (int t = 0; t < frames.size(); t++) {
      for (int i = 0; i < 16; i++) {
        int at = t * 5 - 8 + i;
        assertThat(frames.get(t)[i]).isEqualTo(at >= 0 && at < length ? at + 1 : 0);
      }
    }
  }

  @Test
  void framesDoNotDependOnBlockSize() {
    float[] samples = new float[5000];
    Random random = new Random(1);

    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.nextFloat();
    }

    for (int block : new int[] {1, 13, 1024, 5000}) {
      assertThat(cutFrames(samples, block)).containsExactlyElementsOf(cutFrames(samples, 100));
    }
  }

  @Test
  void oddFrameLengthsAndLongHopsAreRejected() {
    assertThatThrownBy(() -> new Framer(15, 5, (samples, offset) -> {}))
        .hasMessage("frameLength must be even and hopLength from 1 to frameLength, got 15 and 5");
    assertThatThrownBy(() -> new Framer(16, 17, (samples, offset) -> {}))
        .hasMessage("frameLength must be even and hopLength from 1 to frameLength, got 16 and 17");
  }

  /** Cuts cutFrames of 16 samples with a hop length of 5. */
  private static List<float[]> cutFrames(float[] samples, int block) {
    List<float[]> frames = new ArrayList<>();
    Framer framer =
        new Framer(
            16, 5, (buffer, offset) -> frames.add(Arrays.copyOfRange(buffer, offset, offset + 16)));

    for (int from = 0; from < samples.length; from += block) {
      float[] part = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + block));
      framer.accept(part, part.length);
    }

    framer.finish();
    return frames;
  }
}
