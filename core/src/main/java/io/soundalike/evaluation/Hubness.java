package io.soundalike.evaluation;

/**
 * Whether a few songs are everybody's neighbours.
 *
 * @param skewness of how often songs occur among the nearest k of others: 0 if all do alike, above
 *     1 with hubs
 * @param orphans share of songs that are nobody's neighbour
 * @param largest how often the greatest hub occurs
 *     <p>References: M. Radovanović, A. Nanopoulos, M. Ivanović, Hubs in space, JMLR 11, 2010
 */
public record Hubness(double skewness, double orphans, int largest) {

  /**
   * Counts.
   *
   * @param occurrences of each song in the lists of others
   */
  public static Hubness of(int[] occurrences) {
    double mean = 0;
    double variance = 0;
    double cubes = 0;
    int orphans = 0;
    int largest = 0;

    for (int count : occurrences) {
      mean += (double) count / occurrences.length;
      orphans += count == 0 ? 1 : 0;
      largest = Math.max(largest, count);
    }

    for (int count : occurrences) {
      variance += (count - mean) * (count - mean) / occurrences.length;
      cubes += Math.pow(count - mean, 3) / occurrences.length;
    }

    double skewness = variance == 0 ? 0 : cubes / Math.pow(variance, 1.5);
    return new Hubness(skewness, (double) orphans / occurrences.length, largest);
  }
}
