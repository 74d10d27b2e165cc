package io.soundalike.settings;

import java.io.Serializable;

/**
 * How a file becomes samples, and which songs are accepted. {@code minSeconds}, {@code maxSeconds}
 * and {@code maxBytes} are limits: they decide which songs have features, and change no number of
 * the others.
 */
public record AudioSettings(
    Channel channel,
    int sampleRateHz,
    double minSeconds,
    double maxSeconds,
    long maxBytes,
    double silenceDbfs,
    double maxDamagedFraction)
    implements Serializable {

  private static final double MAX_SECONDS = 24 * 3600;

  public AudioSettings {
    new Bounds("audio")
        .within("sample-rate-hz", sampleRateHz, 8000, 48000)
        .within("min-seconds", minSeconds, 0.1, MAX_SECONDS)
        .within("max-seconds", maxSeconds, 0.1, MAX_SECONDS)
        .that(
            minSeconds <= maxSeconds || maxSeconds < 0.1,
            "max-seconds",
            "at least audio.min-seconds, which is " + Bounds.plain(minSeconds),
            maxSeconds)
        .within("max-bytes", (double) maxBytes, 1024, 1e12)
        .within("silence-dbfs", silenceDbfs, -120, 0)
        .within("max-damaged-fraction", maxDamagedFraction, 0, 1)
        .verify();
  }

  /**
   * The channel of a stereo song that is analysed. {@code STEREO} takes the numbers from the mean
   * and a spectrogram from each side.
   */
  public enum Channel {
    LEFT,
    RIGHT,
    MEAN,
    STEREO;

    /** Spectrograms of a song: 1, or 2 for left and right. */
    public int spectrograms() {
      return this == STEREO ? 2 : 1;
    }
  }
}
