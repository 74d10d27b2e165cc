package io.soundalike.evaluation;

import java.io.IOException;
import java.util.Optional;

/**
 * Degradations of a recording that do not make it another song. A degraded copy should be
 * recognised and have the same neighbours as its original.
 */
public enum AudioDegradation {
  MP3_64("encoded again, 64 kb/s") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decode(song).map(recording -> recording.encodeMp3(LOW_KBPS));
    }
  },
  LOUDER("6 dB louder, clipped") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decode(song).map(recording -> recording.scale(2).encodeWav());
    }
  },
  SOFTER("6 dB softer") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decode(song).map(recording -> recording.scale(0.5).encodeWav());
    }
  },
  SHIFTED("begins 0.5 s later") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return decode(song).map(recording -> recording.skip(0.5).encodeWav());
    }
  },
  HALF_RATE("22.05 kHz") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      return Recording.decode(song, CD_HZ / 2, MAX_SECONDS).map(Recording::encodeWav);
    }
  },
  /** Removes most of what mastering and codec add to the music. */
  DEGRADED("up to 8 kHz, one loudness, 64 kb/s") {
    @Override
    public Optional<byte[]> copy(byte[] song) throws IOException {
      Optional<Recording> lowPassed = Recording.decode(song, 16_000, MAX_SECONDS);
      return lowPassed.isEmpty()
          ? Optional.empty()
          : decode(lowPassed.get().normaliseLoudness(LOUDNESS_DBFS).encodeWav())
              .map(recording -> recording.encodeMp3(LOW_KBPS));
    }
  };

  /**
   * Longest song that is degraded, in seconds. Each task holds its samples twice and the copy's
   * file in memory, 0.5 GB together.
   */
  public static final double MAX_SECONDS = 420;

  private static final int CD_HZ = 44_100;
  private static final int LOW_KBPS = 64;
  private static final double LOUDNESS_DBFS = -20;

  private final String description;

  AudioDegradation(String description) {
    this.description = description;
  }

  /** Name of the degradation in tables. */
  public String description() {
    return description;
  }

  /**
   * Makes a degraded copy of a song.
   *
   * @param song bytes of its file
   * @return bytes of an MP3 or WAV file; empty if the song cannot be decoded or is longer than
   *     {@link #MAX_SECONDS}
   */
  public abstract Optional<byte[]> copy(byte[] song) throws IOException;

  private static Optional<Recording> decode(byte[] song) throws IOException {
    return Recording.decode(song, CD_HZ, MAX_SECONDS);
  }
}
