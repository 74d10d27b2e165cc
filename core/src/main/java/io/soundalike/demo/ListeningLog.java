package io.soundalike.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Generates the demo's listening log: each listener has two favourite bands and mostly plays their
 * songs; the first songs of each band are played more often.
 */
public final class ListeningLog {

  private static final double FAVOURITE_BAND_SHARE = 0.85;
  private static final int FAVOURITE_BANDS = 2;
  private static final int MIN_PLAYS = 10;
  private static final int EXTRA_PLAYS = 30;

  private ListeningLog() {}

  /**
   * Plays of one song by one listener.
   *
   * @param listener name of the listener
   * @param song index of the song in {@link DemoCatalogue#songs()}
   * @param count number of plays, at least 1
   */
  public record Play(String listener, int song, int count) {}

  /**
   * Generates the plays, ordered by listener and song.
   *
   * @param songs number of songs from the start of the catalogue
   * @param listeners number of listeners
   * @param seed seed of all random choices
   */
  public static List<Play> generate(int songs, int listeners, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int bands = (songs + DemoCatalogue.SONGS_PER_BAND - 1) / DemoCatalogue.SONGS_PER_BAND;
    List<Play> plays = new ArrayList<>();

    for (int listener = 0; listener < listeners; listener++) {
      int[] favourites =
          random.ints(0, bands).distinct().limit(Math.min(FAVOURITE_BANDS, bands)).toArray();
      int count = MIN_PLAYS + random.nextInt(EXTRA_PLAYS);
      Map<Integer, Integer> counts = new TreeMap<>();

      for (int play = 0; play < count; play++) {
        boolean isFavourite = random.nextDouble() < FAVOURITE_BAND_SHARE;
        int band =
            isFavourite ? favourites[random.nextInt(favourites.length)] : random.nextInt(bands);
        int song = band * DemoCatalogue.SONGS_PER_BAND + drawSong(random);

        if (song < songs) {
          counts.merge(song, 1, Integer::sum);
        }
      }

      String name = String.format(Locale.ROOT, "listener-%03d", listener + 1);
      counts.forEach((song, times) -> plays.add(new Play(name, song, times)));
    }

    return plays;
  }

  /** Draws a song of a band; earlier songs are more likely. */
  private static int drawSong(SplittableRandom random) {
    int songs = DemoCatalogue.SONGS_PER_BAND;
    double drawn = random.nextDouble();
    return (int) (songs * (drawn + drawn * drawn) / 2);
  }
}
