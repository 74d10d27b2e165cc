package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;

/** Answers the article's question: how near to a song is its known partner, among all others? */
public final class PairRanks {

  private PairRanks() {}

  /**
   * The partner's place in the list of a song's neighbours.
   *
   * @return 1 for the nearest, n - 1 for the farthest; songs equally far count half, rounded up
   */
  public static int rank(Distance distance, int song, int partner) {
    double to = distance.between(song, partner);
    int nearer = 0;
    int equal = 0;

    for (int j = 0; j < distance.size(); j++) {
      if (j != song && j != partner) {
        double d = distance.between(song, j);
        nearer += d < to ? 1 : 0;
        equal += d == to ? 1 : 0;
      }
    }

    return 1 + nearer + (equal + 1) / 2;
  }

  /** The mean rank that drawing lots would give in a catalogue of {@code n} songs: n / 2. */
  public static double chanceRank(int n) {
    return n / 2.0;
  }
}
