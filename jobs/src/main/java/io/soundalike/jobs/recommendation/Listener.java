package io.soundalike.jobs.recommendation;

import java.io.Serializable;

/**
 * A listener and the songs that he or she has played.
 *
 * @param id from 0, in the order of names
 * @param name value of column {@code user} of the plays
 * @param songs indices of the songs, ascending
 * @param counts number of plays of each of these songs, above 0
 */
public record Listener(int id, String name, int[] songs, double[] counts) implements Serializable {

  private static final long serialVersionUID = 1L;
}
