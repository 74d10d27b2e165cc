package io.soundalike.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A tune, independent of the band that plays it: key, chords and melody in two parts of eight bars
 * of four beats.
 *
 * @param tonicMidi MIDI pitch of the tonic, around middle C
 * @param minor whether the scale is the natural minor one
 * @param chords {@code [parts][bars]}: scale degrees of the chords' roots, 0 to 6
 * @param melody notes of each part
 */
record Tune(int tonicMidi, boolean minor, int[][] chords, List<List<Note>> melody) {

  static final int BARS = 8;
  static final int BEATS_PER_BAR = 4;

  private static final int[] MAJOR = {0, 2, 4, 5, 7, 9, 11};
  private static final int[] MINOR = {0, 2, 3, 5, 7, 8, 10};

  private static final int[][] PROGRESSIONS = {
    {0, 4, 5, 3},
    {0, 5, 3, 4},
    {5, 3, 0, 4},
    {0, 3, 0, 4},
    {0, 2, 3, 4},
    {0, 3, 5, 4},
    {1, 4, 0, 5},
  };

  /** Rhythms of one bar as note lengths in beats; negative lengths are rests. */
  private static final double[][] RHYTHMS = {
    {1, 1, 1, 1},
    {1.5, 0.5, 1, 1},
    {1, 0.5, 0.5, 2},
    {0.5, 0.5, 1, 0.5, 0.5, 1},
    {-1, 1, 1, 1},
    {2, 1, 1},
    {1.5, 1.5, 1},
    {0.5, 0.5, 0.5, 0.5, 1, -1},
    {3, -0.5, 0.5},
  };

  /** Composes a random tune. */
  static Tune compose(SplittableRandom random) {
    int tonic = 55 + random.nextInt(12);
    boolean minor = random.nextInt(3) == 0;
    int[][] chords = new int[2][];
    List<List<Note>> melody = new ArrayList<>();

    for (int part = 0; part < 2; part++) {
      int[] progression = PROGRESSIONS[random.nextInt(PROGRESSIONS.length)];
      chords[part] = new int[BARS];

      for (int bar = 0; bar < BARS; bar++) {
        chords[part][bar] = bar == BARS - 1 && part == 0 ? 0 : progression[bar % 4];
      }

      melody.add(composeMelody(chords[part], part, random));
    }

    return new Tune(tonic, minor, chords, melody);
  }

  /** Composes a look-alike: this tune with every third note moved by one step of the scale. */
  Tune composeLookAlike(SplittableRandom random) {
    List<List<Note>> moved = new ArrayList<>();

    for (List<Note> part : melody) {
      List<Note> notes = new ArrayList<>();

      for (int i = 0; i < part.size(); i++) {
        Note note = part.get(i);
        int step = i % 3 == 2 ? (random.nextBoolean() ? 1 : -1) : 0;
        notes.add(
            new Note(note.startBeats(), note.lengthBeats(), note.degree() + step, note.velocity()));
      }

      moved.add(notes);
    }

    return new Tune(tonicMidi, minor, chords, moved);
  }

  /**
   * MIDI pitch of a scale degree; 7 is the octave of the tonic, negative degrees are below the
   * tonic.
   */
  int pitch(int degree) {
    int[] scale = minor ? MINOR : MAJOR;
    return tonicMidi + 12 * Math.floorDiv(degree, 7) + scale[Math.floorMod(degree, 7)];
  }

  /**
   * Composes the melody of a part: a repeated motif of two bars, with chord tones on strong beats.
   */
  private static List<Note> composeMelody(int[] chords, int part, SplittableRandom random) {
    double[][] rhythm = new double[2][];
    rhythm[0] = RHYTHMS[random.nextInt(RHYTHMS.length)];
    rhythm[1] = RHYTHMS[random.nextInt(RHYTHMS.length)];
    int[] contour = new int[32];

    for (int i = 0; i < contour.length; i++) {
      contour[i] = random.nextInt(5) - 2;
    }

    List<Note> notes = new ArrayList<>();
    int degree = part == 0 ? 4 : 7;

    for (int bar = 0; bar < BARS; bar++) {
      boolean last = bar == BARS - 1;
      double[] lengths = last ? new double[] {3, -1} : rhythm[bar % 2];
      double beat = 0;

      for (int i = 0; i < lengths.length; i++) {
        double length = Math.abs(lengths[i]);

        if (lengths[i] > 0) {
          boolean strong = beat % 2 == 0;
          int wanted = degree + contour[(bar % 4 * 8 + i) % contour.length];
          degree = strong ? findNearestChordTone(chords[bar], wanted) : wanted;
          degree = Math.max(0, Math.min(11, degree));
          double velocity = strong ? 0.9 : 0.75;
          notes.add(new Note(bar * BEATS_PER_BAR + beat, length * 0.92, degree, velocity));
        }

        beat += length;
      }
    }

    return notes;
  }

  private static int findNearestChordTone(int chord, int degree) {
    for (int away = 0; away < 3; away++) {
      for (int candidate : new int[] {degree - away, degree + away}) {
        int above = Math.floorMod(candidate - chord, 7);

        if (above == 0 || above == 2 || above == 4) {
          return candidate;
        }
      }
    }

    return degree;
  }
}
