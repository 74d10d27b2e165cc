package io.soundalike.evaluation;

/**
 * Hubness of neighbour lists: whether a few songs are in very many lists.
 *
 * @param skewness of the numbers of lists that songs are in: 0 if symmetric, above 1 with hubs
 * @param orphans share of songs that are in no list
 * @param largest number of lists that the largest hub is in
 *     <p>References: M. Radovanović, A. Nanopoulos, M. Ivanović, Hubs in space, JMLR 11, 2010
 */
public record Hubness(double skewness, double orphans, int largest) {

  /**
   * Measures hubness.
   *
   * @param occurrences {@code [songs]}: number of neighbour lists that each song is in
   */
  public static Hubness measure(int[] occurrences) {
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
