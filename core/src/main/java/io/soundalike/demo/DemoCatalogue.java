package io.soundalike.demo;

import io.soundalike.demo.Band.Comping;
import io.soundalike.demo.Drums.Pattern;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The demo's catalogue: 28 synthesised songs by seven artists, four each, with three known pairs as
 * in the article: two covers (same melody and harmony, other band, tempo and key) and one
 * look-alike (nearly the same melody). Equal seeds and durations give equal bytes.
 */
public final class DemoCatalogue {

  /** Number of songs. */
  public static final int SONGS = 28;

  static final int SONGS_PER_BAND = 4;
  private static final int KBPS = 128;

  static final List<Band> BANDS =
      List.of(
          new Band(
              "The Tin Lanterns",
              Instrument.GUITAR,
              Instrument.GUITAR,
              Instrument.FINGER_BASS,
              Pattern.BRUSHES,
              Comping.ARPEGGIO,
              88,
              0,
              .18,
              1.0),
          new Band(
              "Volt Parade",
              Instrument.SQUARE_LEAD,
              Instrument.SYNTH_BASS,
              Instrument.SYNTH_BASS,
              Pattern.FOUR_ON_THE_FLOOR,
              Comping.OFFBEATS,
              126,
              12,
              .12,
              2.0),
          new Band(
              "Harrow & Fell",
              Instrument.DISTORTED,
              Instrument.DISTORTED,
              Instrument.FINGER_BASS,
              Pattern.ROCK,
              Comping.DRIVING,
              138,
              0,
              .10,
              2.6),
          new Band(
              "Ilse Marten Quartet",
              Instrument.FLUTE,
              Instrument.ELECTRIC_PIANO,
              Instrument.FINGER_BASS,
              Pattern.LATIN,
              Comping.OFFBEATS,
              104,
              12,
              .25,
              1.1),
          new Band(
              "Salt Cathedral Choir",
              Instrument.CHOIR,
              Instrument.ORGAN,
              Instrument.ORGAN,
              Pattern.NONE,
              Comping.HELD,
              72,
              0,
              .45,
              1.0),
          new Band(
              "Nora Quill",
              Instrument.PIANO,
              Instrument.PIANO,
              Instrument.FINGER_BASS,
              Pattern.HALF_TIME,
              Comping.QUARTERS,
              96,
              0,
              .22,
              1.2),
          new Band(
              "Winter Bureau",
              Instrument.BELL,
              Instrument.STRINGS,
              Instrument.SYNTH_BASS,
              Pattern.MARCH,
              Comping.HELD,
              112,
              12,
              .35,
              1.1));

  private static final String[] TITLES = {
    "Paper Boats", "Slow Orchard", "Letters to the Ferryman", "Copper Rain",
    "Neon Arithmetic", "Second Sunrise", "Glass Elevator", "Signal and Noise",
    "Burn the Timetable", "Iron Weather", "Halfway to Thunder", "Knuckles",
    "Late Tram", "Almond Street", "Blue Ledger", "Parasol",
    "Evening Stone", "All the Bells", "Litany of Snow", "High Window",
    "Kitchen Light", "Small Hours", "What the Sea Said", "Unsent",
    "Clockwork Garden", "Frozen Post", "The Cartographer", "Tin Soldiers",
  };

  /**
   * A song that uses the tune of another song.
   *
   * @param song index of the song
   * @param original index of the song with the original tune
   * @param lookAlike whether the melody is varied, so that it is no cover
   */
  private record Pairing(int song, int original, boolean lookAlike) {}

  private static final List<Pairing> PAIRINGS =
      List.of(new Pairing(22, 1, false), new Pairing(13, 5, false), new Pairing(26, 9, true));

  private DemoCatalogue() {}

  /**
   * A song of the catalogue.
   *
   * @param fileName name of the MP3 file
   * @param tags tags that the file contains
   */
  public record Song(String fileName, TrackTags tags) {}

  /**
   * Two songs that a similarity search should find for each other.
   *
   * @param first the original
   * @param second the cover or look-alike
   * @param kind {@code cover} or {@code look-alike}
   */
  public record Pair(Song first, Song second, String kind) {}

  /** File names and tags of all songs, in order. */
  public static List<Song> songs() {
    List<Song> songs = new ArrayList<>();

    for (int i = 0; i < SONGS; i++) {
      Band band = BANDS.get(i / SONGS_PER_BAND);
      boolean isCover = isCover(i);
      String title = isCover ? TITLES[originalIndex(i)] + " (cover)" : TITLES[i];
      String year = Integer.toString(1994 + (i * 7) % 30);
      String file =
          String.format(
              Locale.ROOT, "%02d_%s.mp3", i + 1, TITLES[i].replaceAll("[^A-Za-z0-9]+", "_"));
      songs.add(
          new Song(
              file, new TrackTags(title, band.name(), "The Best of " + band.name(), year, null)));
    }

    return songs;
  }

  /** Known pairs of similar songs. */
  public static List<Pair> pairs() {
    List<Song> songs = songs();
    return PAIRINGS.stream()
        .map(
            p ->
                new Pair(
                    songs.get(p.original()),
                    songs.get(p.song()),
                    p.lookAlike() ? "look-alike" : "cover"))
        .toList();
  }

  /**
   * Synthesises one song and encodes it as an MP3.
   *
   * @param index index of the song, from 0 to 27
   * @param seconds duration of the song
   * @param seed seed of all random choices
   * @return the file's bytes
   */
  public static byte[] encode(int index, double seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
    Band band = BANDS.get(index / SONGS_PER_BAND);
    double tempo = 0.92 + 0.16 * random.nextDouble();
    float[][] channels = band.render(createTune(index, seed), Band.FORM, seconds, tempo, random);
    return Mp3Writer.encode(channels, Band.sampleRateHz(), KBPS, songs().get(index).tags());
  }

  /**
   * Writes songs into a folder. Existing files of the same name are kept.
   *
   * @param folder created if missing
   * @param count number of songs from the start of the catalogue, at most {@value #SONGS}
   * @param seconds duration of each song
   * @param seed seed of all random choices
   * @throws IOException if the folder cannot be created
   */
  public static void write(Path folder, int count, double seconds, long seed) throws IOException {
    Files.createDirectories(folder);
    Map<Integer, Path> missingFiles = new TreeMap<>();
    List<Song> songs = songs();

    for (int i = 0; i < count; i++) {
      Path file = folder.resolve(songs.get(i).fileName());

      if (!Files.exists(file)) {
        missingFiles.put(i, file);
      }
    }

    missingFiles.entrySet().parallelStream()
        .forEach(entry -> writeAtomically(entry.getValue(), encode(entry.getKey(), seconds, seed)));
  }

  /**
   * Writes a file and then moves it into place, so that an interrupted demo leaves no partial file.
   */
  private static void writeAtomically(Path file, byte[] bytes) {
    try {
      Path partial = file.resolveSibling(file.getFileName() + ".part");
      Files.write(partial, bytes);
      Files.move(partial, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tune createTune(int index, long seed) {
    for (Pairing pairing : PAIRINGS) {
      if (pairing.song() == index) {
        Tune original = createTune(pairing.original(), seed);
        SplittableRandom random = new SplittableRandom(seed + index);
        Tune tune = pairing.lookAlike() ? original.composeLookAlike(random) : original;
        int tonic = tune.tonicMidi() + (pairing.lookAlike() ? 0 : 2);
        return new Tune(tonic, tune.minor(), tune.chords(), tune.melody());
      }
    }

    return Tune.compose(new SplittableRandom(seed * 7919 + 31L * index));
  }

  private static boolean isCover(int index) {
    return PAIRINGS.stream().anyMatch(p -> p.song() == index && !p.lookAlike());
  }

  private static int originalIndex(int index) {
    return PAIRINGS.stream().filter(p -> p.song() == index).findFirst().orElseThrow().original();
  }
}
