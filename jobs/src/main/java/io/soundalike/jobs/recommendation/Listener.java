package io.soundalike.jobs.recommendation;

import java.io.Serializable;

/**
 * Who listens to what.
 *
 * @param id from 0, in the order of names
 * @param name as in the plays
 * @param songs indices, ascending
 * @param counts how often each of them was played, above 0
 */
public record Listener(int id, String name, int[] songs, double[] counts) implements Serializable {

  private static final long serialVersionUID = 1L;
}
