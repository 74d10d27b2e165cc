package io.soundalike.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Who played what in the demo's world: each listener likes two bands and plays little else; of each
 * band the first songs are the hits.
 */
public final class ListeningLog {

  private static final double FAITH = 0.85;
  private static final int BANDS_LIKED = 2;
  private static final int FEWEST_PLAYS = 10;
  private static final int MORE_PLAYS = 30;

  private ListeningLog() {}

  /**
   * How often a listener played a song.
   *
   * @param song from 0, in the order of {@link DemoCatalogue#songs()}
   */
  public record Play(String listener, int song, int count) {}

  /**
   * All plays, by listener and song.
   *
   * @param songs the first so many of the catalogue
   */
  public static List<Play> of(int songs, int listeners, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int bands = (songs + DemoCatalogue.SONGS_PER_BAND - 1) / DemoCatalogue.SONGS_PER_BAND;
    List<Play> plays = new ArrayList<>();

    for (int listener = 0; listener < listeners; listener++) {
      int[] liked = random.ints(0, bands).distinct().limit(Math.min(BANDS_LIKED, bands)).toArray();
      int count = FEWEST_PLAYS + random.nextInt(MORE_PLAYS);
      Map<Integer, Integer> counts = new TreeMap<>();

      for (int play = 0; play < count; play++) {
        boolean isFaithful = random.nextDouble() < FAITH;
        int band = isFaithful ? liked[random.nextInt(liked.length)] : random.nextInt(bands);
        int song = band * DemoCatalogue.SONGS_PER_BAND + hit(random);

        if (song < songs) {
          counts.merge(song, 1, Integer::sum);
        }
      }

      String name = String.format(Locale.ROOT, "listener-%03d", listener + 1);
      counts.forEach((song, times) -> plays.add(new Play(name, song, times)));
    }

    return plays;
  }

  /** A song of a band: the first one twice as often as the last. */
  private static int hit(SplittableRandom random) {
    int of = DemoCatalogue.SONGS_PER_BAND;
    double drawn = random.nextDouble();
    return (int) (of * (drawn + drawn * drawn) / 2);
  }
}
