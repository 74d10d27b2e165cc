package io.soundalike.audio;

import io.soundalike.settings.Settings;

/**
 * Takes a decoder's interleaved samples and makes of them one channel at the analysed rate: drops
 * the encoder's delay and padding, mixes, resamples.
 */
final class SampleSink {

  private final Settings.Audio audio;
  private final int sourceSampleRateHz;
  private final int channels;
  private final long skip;
  private final long limit;
  private final Resampler resampler;
  private long seen;
  private float peak;

  /**
   * @param skip samples of each channel to drop at the start
   * @param limit samples of each channel to keep after them
   */
  SampleSink(Settings.Audio audio, int sourceSampleRateHz, int channels, long skip, long limit) {
    this.audio = audio;
    this.sourceSampleRateHz = sourceSampleRateHz;
    this.channels = channels;
    this.skip = skip;
    this.limit = limit;
    this.resampler = new Resampler(sourceSampleRateHz, audio.sampleRateHz());
  }

  /** Takes {@code length / channels} samples of each channel, {@code scale} being full scale. */
  void accept(short[] interleaved, int length, float scale) {
    for (int i = 0; i + channels <= length; i += channels) {
      long index = seen++ - skip;

      if (index >= 0 && index < limit) {
        float left = unit(interleaved[i], scale);
        float right = channels > 1 ? unit(interleaved[i + 1], scale) : left;
        peak = Math.max(peak, Math.max(Math.abs(left), Math.abs(right)));
        resampler.accept(mix(left, right));
      }
    }
  }

  double seconds() {
    return (double) kept() / sourceSampleRateHz;
  }

  /** The song, or why it cannot be used although it was decoded. */
  DecodeOutcome finish() {
    if (seconds() < audio.minSeconds()) {
      return new DecodeOutcome.Undecodable(
          AudioFault.TOO_SHORT,
          "%.1f s of sound, at least %s s are needed".formatted(seconds(), audio.minSeconds()));
    }

    double peakDbfs = 20 * Math.log10(Math.max(peak, 1e-10));

    if (peakDbfs < audio.silenceDbfs()) {
      return new DecodeOutcome.Undecodable(
          AudioFault.SILENT,
          "the loudest sample lies at %.0f dB, silence begins at %.0f dB"
              .formatted(peakDbfs, audio.silenceDbfs()));
    }

    return new DecodeOutcome.Decoded(
        new Pcm(resampler.finish(), audio.sampleRateHz(), sourceSampleRateHz, channels, kept()));
  }

  /** JLayer cuts fractions off towards zero: on average half a step is missing. */
  private static float unit(short sample, float scale) {
    return (sample + 0.5f * Integer.signum(sample)) / scale;
  }

  private long kept() {
    return Math.max(0, Math.min(seen - skip, limit));
  }

  private float mix(float left, float right) {
    return switch (audio.channel()) {
      case LEFT -> left;
      case RIGHT -> right;
      case MEAN -> (left + right) / 2;
    };
  }
}
