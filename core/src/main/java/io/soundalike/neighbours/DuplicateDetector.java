package io.soundalike.neighbours;

/**
 * Detects files that hold the same recording: encoded again, trimmed by up to a second, or with
 * another volume.
 */
public final class DuplicateDetector {

  /**
   * Largest timbre distance of duplicates. Measured between 24 real songs and their copies: at most
   * 0.67 after encoding again in mono at 64 kb/s, 0.47 at 128 kb/s, also at another volume, and
   * 0.32 after a shift of half a second. One pair of different songs, in sets of 164 and 99 songs,
   * lies below the threshold; copies without treble lie above it.
   */
  private static final double MAX_TIMBRE_DISTANCE = 0.9;

  private static final double MAX_LENGTH_DIFFERENCE_SECONDS = 1;

  private DuplicateDetector() {}

  /**
   * Tells whether two files hold the same recording: their lengths differ by at most a second and
   * their timbre distance is at most 0.9.
   *
   * @param seconds length of one file
   * @param otherSeconds length of the other file
   * @param timbreDistance distance of the two by {@link SongDistance#rawComponent} of {@link
   *     SongDistance.Component#TIMBRE}
   */
  public static boolean areDuplicates(double seconds, double otherSeconds, double timbreDistance) {
    return Math.abs(seconds - otherSeconds) <= MAX_LENGTH_DIFFERENCE_SECONDS
        && timbreDistance <= MAX_TIMBRE_DISTANCE;
  }
}
