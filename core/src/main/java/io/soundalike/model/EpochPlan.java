package io.soundalike.model;

import java.io.Serializable;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Which worker trains on which image, and when, in one epoch: all images in random order, cut into
 * rounds, after each of which the workers' parameters are averaged; the images of a round are dealt
 * out one by one, so that workers differ by one image at most. Nothing depends on machines, tasks
 * or partitions: the same seed gives the same plan anywhere.
 */
public final class EpochPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int images;
  private final int workers;
  private final int imagesOfRound;
  private final long seed;

  /** Made where it is asked for: it would weigh more than what is computed from it. */
  private transient int @Nullable [] positions;

  /**
   * @param images in all
   * @param workers among which a round is shared out
   * @param imagesOfWorker each worker's images between two averagings
   * @param seed of this epoch
   */
  public EpochPlan(int images, int workers, int imagesOfWorker, long seed) {
    this.images = images;
    this.workers = workers;
    this.imagesOfRound = Math.multiplyExact(workers, imagesOfWorker);
    this.seed = seed;
  }

  /** Rounds, the last of which may have fewer images. */
  public int rounds() {
    return (images + imagesOfRound - 1) / imagesOfRound;
  }

  /** Shares of all rounds. */
  public int shares() {
    return rounds() * workers;
  }

  /** Every image's place in the epoch, by the image's number: a permutation. */
  public int position(int image) {
    if (positions == null) {
      positions = shuffled(images, seed);
    }

    return positions[image];
  }

  /** The share that a place belongs to: {@code round * workers + worker}. */
  public int share(int position) {
    return position / imagesOfRound * workers + position % imagesOfRound % workers;
  }

  /** R. Durstenfeld's shuffle, inside out. */
  private static int[] shuffled(int n, long seed) {
    int[] shuffled = new int[n];
    Random random = new Random(seed);

    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      shuffled[i] = shuffled[j];
      shuffled[j] = i;
    }

    return shuffled;
  }
}
