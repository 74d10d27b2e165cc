package io.soundalike.audio;

import io.soundalike.TestSignals;
import java.io.InputStream;

/** A plugged-in test format: the magic word TONE, then the duration in seconds of a 440 Hz sine. */
public final class ToneFormat implements AudioFormat {

  @Override
  public String name() {
    return "Tone";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, 4).equals("TONE");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws java.io.IOException {
    float[] tone = TestSignals.sine(440, in.readAllBytes()[4], 22050);
    return new SampleSource() {

      private boolean read;

      @Override
      public int sampleRateHz() {
        return 22050;
      }

      @Override
      public int channels() {
        return 1;
      }

      @Override
      public int next() {
        int samples = read ? 0 : tone.length;
        read = true;
        return samples;
      }

      @Override
      public float[] block() {
        return tone;
      }

      @Override
      public double lostShare() {
        return 0;
      }
    };
  }
}
