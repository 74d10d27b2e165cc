package io.soundalike.demo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A band of the demo: its instruments, tempo and sound.
 *
 * @param name name of the artist in the tags
 * @param lead instrument of the melody
 * @param chords instrument of the harmony
 * @param bass instrument of the bass line
 * @param drums drum pattern
 * @param comping rhythm of the chords
 * @param bpm usual tempo, in beats per minute
 * @param transpose transposition of the melody, in semitones
 * @param room amount of reverberation, 0 to 1
 * @param drive saturation of the master, 1 or more
 */
record Band(
    String name,
    Instrument lead,
    Instrument chords,
    Instrument bass,
    Drums.Pattern drums,
    Comping comping,
    double bpm,
    int transpose,
    double room,
    double drive) {

  /** Rhythm in which the chords are played. */
  enum Comping {
    HELD,
    QUARTERS,
    OFFBEATS,
    ARPEGGIO,
    DRIVING
  }

  private static final int SAMPLE_RATE_HZ = 44100;
  private static final double PEAK = 0.89;

  /** Usual order of the parts of a tune. */
  static final int[] FORM = {0, 0, 1, 0, 1, 1};

  /**
   * Renders a tune.
   *
   * @param tune tune to play
   * @param form parts of the tune in the order in which they are played, then repeated
   * @param seconds duration of the song
   * @param tempo factor on the band's usual tempo
   * @param random source of timing and loudness variations
   * @return {@code [2][samples]} at 44,100 Hz
   */
  float[][] render(Tune tune, int[] form, double seconds, double tempo, SplittableRandom random) {
    Mix mix = new Mix(SAMPLE_RATE_HZ, seconds, random.split());
    double beat = 60 / (bpm * tempo);
    double partSeconds = Tune.BARS * Tune.BEATS_PER_BAR * beat;

    for (int i = 0; i * partSeconds < seconds; i++) {
      int part = form[i % form.length];
      double start = i * partSeconds;
      playMelody(mix, tune, part, start, beat, random);

      for (int bar = 0; bar < Tune.BARS; bar++) {
        double barStart = start + bar * Tune.BEATS_PER_BAR * beat;
        int chord = tune.chords()[part][bar];
        playChord(mix, tune, chord, barStart, beat);
        playBass(mix, tune, chord, barStart, beat);
        playDrums(mix, barStart, beat, random);
      }
    }

    mix.reverberate(room, 0.72);
    return mix.master(PEAK, drive);
  }

  static int sampleRateHz() {
    return SAMPLE_RATE_HZ;
  }

  private void playMelody(
      Mix mix, Tune tune, int part, double start, double beat, SplittableRandom random) {
    List<Note> notes = tune.melody().get(part);

    for (Note note : notes) {
      // Human timing varies by a few milliseconds.
      double late = (random.nextDouble() - 0.5) * 0.012;
      double at = Math.max(0, start + note.startBeats() * beat + late);
      int midi = tune.pitch(note.degree()) + transpose;
      lead.play(mix, at, note.lengthBeats() * beat, hz(midi), 0.30 * note.velocity(), 0.45);
    }
  }

  private void playChord(Mix mix, Tune tune, int chord, double start, double beat) {
    for (int i = 0; i < 3; i++) {
      double hz = hz(foldIntoChordRange(tune.pitch(chord + 2 * i)));
      double pan = 0.3 + 0.2 * i;

      switch (comping) {
        case HELD -> chords.play(mix, start, 3.9 * beat, hz, 0.13, pan);
        case QUARTERS -> playChordNotes(mix, start, beat, new double[] {0, 1, 2, 3}, 0.8, hz, pan);
        case OFFBEATS ->
            playChordNotes(mix, start, beat, new double[] {0.5, 1.5, 2.5, 3.5}, 0.4, hz, pan);
        case DRIVING ->
            playChordNotes(
                mix, start, beat, new double[] {0, .5, 1, 1.5, 2, 2.5, 3, 3.5}, 0.45, hz, pan);
        case ARPEGGIO ->
            playChordNotes(mix, start, beat, new double[] {i * .5, i * .5 + 2}, 1.4, hz, pan);
      }
    }
  }

  private void playChordNotes(
      Mix mix, double start, double beat, double[] beats, double length, double hz, double pan) {
    for (double at : beats) {
      chords.play(mix, start + at * beat, length * beat, hz, 0.14, pan);
    }
  }

  private void playBass(Mix mix, Tune tune, int chord, double start, double beat) {
    int root = foldIntoChordRange(tune.pitch(chord)) - 24;
    root += root < 28 ? 12 : 0;
    double[] beats = comping == Comping.DRIVING ? new double[] {0, 1, 2, 3} : new double[] {0, 2};

    for (double at : beats) {
      bass.play(mix, start + at * beat, beat * 0.9, hz(root), 0.34, 0.5);
    }

    bass.play(mix, start + 3.5 * beat, beat * 0.45, hz(root + 7), 0.24, 0.5);
  }

  private void playDrums(Mix mix, double start, double beat, SplittableRandom random) {
    for (int sixteenth = 0; sixteenth < 16; sixteenth++) {
      for (Drums drum : Drums.values()) {
        double velocity = drums.velocity(drum, sixteenth);

        if (velocity > 0) {
          double gain = 0.42 * velocity * (0.85 + 0.3 * random.nextDouble());
          drum.play(mix, start + sixteenth * beat / 4, gain);
        }
      }
    }
  }

  /** Transposes a pitch by octaves into the range from G below middle C to F sharp above it. */
  private static int foldIntoChordRange(int midi) {
    return 55 + Math.floorMod(midi - 55, 12);
  }

  private static double hz(int midi) {
    return 440 * Math.pow(2, (midi - 69) / 12.0);
  }
}
