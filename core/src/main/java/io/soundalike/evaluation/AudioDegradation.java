package io.soundalike.evaluation;

import java.io.IOException;
import java.util.Optional;

/**
 * What may happen to a song on its way without making it another: its copy should be recognised,
 * and sound like what the song sounds like.
 */
public enum AudioDegradation {
  MP3_64("encoded again, 64 kb/s") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decoded(song).map(recording -> recording.mp3(LOW_KBPS));
    }
  },
  LOUDER("6 dB louder, clipped") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decoded(song).map(recording -> recording.times(2).wav());
    }
  },
  SOFTER("6 dB softer") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decoded(song).map(recording -> recording.times(0.5).wav());
    }
  },
  SHIFTED("begins 0.5 s later") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decoded(song).map(recording -> recording.from(0.5).wav());
    }
  },
  HALF_RATE("22.05 kHz") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return Recording.of(song, CD_HZ / 2, MAX_SECONDS).map(Recording::wav);
    }
  },
  /** Leaves little of what an album's mastering and a file's codec add to the music. */
  DEGRADED("up to 8 kHz, one loudness, 64 kb/s") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      Optional<Recording> dull = Recording.of(song, 16_000, MAX_SECONDS);
      return dull.isEmpty()
          ? Optional.empty()
          : decoded(dull.get().atLoudness(LOUDNESS_DBFS).wav())
              .map(recording -> recording.mp3(LOW_KBPS));
    }
  };

  /**
   * Longest song that is copied, in seconds: its samples lie in memory, twice and once more as a
   * file, 0.5 GB in each task.
   */
  public static final double MAX_SECONDS = 420;

  private static final int CD_HZ = 44_100;
  private static final int LOW_KBPS = 64;
  private static final double LOUDNESS_DBFS = -20;

  private final String description;

  AudioDegradation(String description) {
    this.description = description;
  }

  /** In words. */
  public String description() {
    return description;
  }

  /**
   * A song's copy.
   *
   * @param song its file
   * @return the copy's file, MP3 or WAV; empty if the song cannot be decoded, or is longer than
   *     {@link #MAX_SECONDS}
   */
  public abstract Optional<byte[]> copy(byte[] song) throws IOException;

  private static Optional<Recording> decoded(byte[] song) throws IOException {
    return Recording.of(song, CD_HZ, MAX_SECONDS);
  }
}
