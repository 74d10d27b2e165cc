package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;

/**
 * Ranks of known pairs, the article's measure: the partner's position among a song's neighbours.
 */
public final class PairRanks {

  private PairRanks() {}

  /**
   * Computes the rank of a partner among a song's neighbours.
   *
   * @return 1 for the nearest song, n - 1 for the farthest; ties count half, rounded up
   */
  public static int rank(Distance distance, int song, int partner) {
    double partnerDistance = distance.between(song, partner);
    int nearer = 0;
    int equal = 0;

    for (int j = 0; j < distance.size(); j++) {
      if (j != song && j != partner) {
        double d = distance.between(song, j);
        nearer += d < partnerDistance ? 1 : 0;
        equal += d == partnerDistance ? 1 : 0;
      }
    }

    return 1 + nearer + (equal + 1) / 2;
  }

  /** Expected rank of a random song in a catalogue of {@code n} songs: n / 2. */
  public static double chanceRank(int n) {
    return n / 2.0;
  }
}
