package io.soundalike.model;

import java.io.Serializable;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the patches of an epoch to workers. All patches are shuffled and cut into rounds; after
 * each round the workers' parameters are averaged. The patches of a round are dealt to the workers
 * in turn, so that their numbers differ by at most one. The plan depends on its seed only, not on
 * machines, tasks or partitions.
 *
 * <p>References: R. Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7,
 * 1964
 */
public final class EpochPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int patches;
  private final int workers;
  private final int patchesPerRound;
  private final long seed;

  /** Computed on first use in each JVM: serialized, it would be larger than the plan itself. */
  private transient int @Nullable [] positions;

  /**
   * @param patches number of patches of the epoch
   * @param workers number of workers, at least 1
   * @param patchesPerWorker patches of each worker between two averagings, at least 1
   * @param seed of this epoch
   */
  public EpochPlan(int patches, int workers, int patchesPerWorker, long seed) {
    this.patches = patches;
    this.workers = workers;
    this.patchesPerRound = Math.multiplyExact(workers, patchesPerWorker);
    this.seed = seed;
  }

  /** Number of rounds; the last may have fewer patches. */
  public int rounds() {
    return (patches + patchesPerRound - 1) / patchesPerRound;
  }

  /** Number of shares: rounds times workers. */
  public int shares() {
    return rounds() * workers;
  }

  /**
   * Steps that the workers train in a round.
   *
   * @param round from 0
   * @param stepsOfFullRound steps of a worker that has its full number of patches
   */
  public int steps(int round, int stepsOfFullRound) {
    int ofRound = Math.min(patchesPerRound, patches - round * patchesPerRound);
    // The first workers have the most patches.
    int largestShare = (ofRound + workers - 1) / workers;
    int patchesPerStep = patchesPerRound / workers / stepsOfFullRound;
    return (largestShare + patchesPerStep - 1) / patchesPerStep;
  }

  /** Position of a patch in the epoch; the positions of all patches are a permutation. */
  public int position(int patch) {
    if (positions == null) {
      positions = shuffled(patches, seed);
    }

    return positions[patch];
  }

  /** Share that a position belongs to: {@code round * workers + worker}. */
  public int share(int position) {
    return position / patchesPerRound * workers + position % patchesPerRound % workers;
  }

  /** Durstenfeld's shuffle, inside out. */
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
