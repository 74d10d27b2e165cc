package io.soundalike.audio;

import io.soundalike.settings.Settings;

/** Makes of a decoder's interleaved samples one channel at the analysed rate, block by block. */
final class SampleSink {

  /** No recording comes near; a decoder that was led astray by damaged bytes does. */
  private static final float LARGEST = 1e6f;

  private final Settings.Audio audio;
  private final int sourceSampleRateHz;
  private final int channels;
  private final Resampler resampler;
  private float[] mono = new float[0];
  private long samples;
  private float peak;

  SampleSink(Settings.Audio audio, int sourceSampleRateHz, int channels, SampleConsumer consumer) {
    this.audio = audio;
    this.sourceSampleRateHz = sourceSampleRateHz;
    this.channels = channels;
    this.resampler = new Resampler(sourceSampleRateHz, audio.sampleRateHz(), consumer);
  }

  /** Takes {@code count} samples of each channel. */
  void accept(float[] interleaved, int count) throws UndecodableException {
    if (mono.length < count) {
      mono = new float[count];
    }

    mix(interleaved, count);
    float loudest = peak;

    for (int i = 0; i < count; i++) {
      float magnitude = Math.abs(mono[i]);

      // Written so that it holds for what is no number, too.
      if (!(magnitude <= loudest)) {
        loudest = magnitude;

        if (!(magnitude <= LARGEST)) {
          throw new UndecodableException(
              AudioFault.DAMAGED, "a sample of " + mono[i] + ", full scale being 1");
        }
      }
    }

    peak = loudest;
    samples += count;
    resampler.accept(mono, count);
  }

  /** Samples of each channel so far. */
  long samples() {
    return samples;
  }

  /** Seconds so far. */
  double seconds() {
    return (double) samples / sourceSampleRateHz;
  }

  /** Ends the song, if it is one. */
  void finish() throws UndecodableException {
    if (seconds() < audio.minSeconds()) {
      throw new UndecodableException(
          AudioFault.TOO_SHORT,
          "%.1f s of sound, at least %s s are needed".formatted(seconds(), audio.minSeconds()));
    }

    double peakDbfs = 20 * Math.log10(Math.max(peak, 1e-10));

    if (peakDbfs < audio.silenceDbfs()) {
      throw new UndecodableException(
          AudioFault.SILENT,
          "the loudest sample lies at %.0f dB, silence begins at %.0f dB"
              .formatted(peakDbfs, audio.silenceDbfs()));
    }

    resampler.finish();
  }

  private void mix(float[] interleaved, int count) {
    if (channels == 1) {
      System.arraycopy(interleaved, 0, mono, 0, count);
    } else if (audio.channel() != Settings.Channel.MEAN) {
      int offset = audio.channel() == Settings.Channel.LEFT ? 0 : 1;

      for (int i = 0; i < count; i++) {
        mono[i] = interleaved[i * channels + offset];
      }
    } else if (channels == 2) {
      for (int i = 0; i < count; i++) {
        mono[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) / 2;
      }
    } else {
      for (int i = 0; i < count; i++) {
        float sum = 0;

        for (int c = 0; c < channels; c++) {
          sum += interleaved[i * channels + c];
        }

        mono[i] = sum / channels;
      }
    }
  }
}
