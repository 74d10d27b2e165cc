package io.soundalike.demo;

/**
 * Wavetable synthesiser voices: harmonics with an envelope, and detuned doubling, vibrato and
 * breath noise for a natural sound.
 */
enum Instrument {
  PIANO(
      new double[] {1, .6, .35, .22, .15, .1, .07, .05, .03, .02}, .004, 1.6, .12, 0, 0, 0, .0007),
  ELECTRIC_PIANO(
      new double[] {1, .1, .05, .3, .02, .01, .06, 0, .02}, .003, 1.3, .15, 0, 0, 0, .0012),
  ORGAN(new double[] {1, .8, .6, .5, 0, .35, 0, .3}, .012, 0, .06, 5.5, .002, 0, .0016),
  STRINGS(
      new double[] {1, .5, .33, .25, .2, .16, .14, .12, .11, .1, .09},
      .18,
      0,
      .3,
      5,
      .004,
      .01,
      .004),
  GUITAR(
      new double[] {1, .8, .5, .4, .3, .22, .16, .12, .08, .05}, .002, .7, .08, 0, 0, .002, .0005),
  DISTORTED(
      new double[] {1, .9, .8, .72, .66, .6, .52, .45, .4, .34, .3, .26, .22, .2, .17, .15},
      .005,
      0,
      .06,
      0,
      0,
      .006,
      .003),
  FLUTE(new double[] {1, .25, .12, .03, .01}, .07, 0, .1, 5, .005, .05, 0),
  SQUARE_LEAD(
      new double[] {1, 0, .33, 0, .2, 0, .14, 0, .11, 0, .09}, .004, 0, .05, 6, .004, 0, .0002),
  BELL(new double[] {1, 0, .4, .7, 0, .3, 0, 0, .2, 0, .12}, .002, .9, .5, 0, 0, 0, .001),
  CHOIR(new double[] {1, .7, .25, .5, .3, .08, .05, .03}, .15, 0, .35, 4.5, .006, .03, .005),
  FINGER_BASS(new double[] {1, .55, .3, .12, .06, .03}, .006, .9, .08, 0, 0, 0, 0),
  SYNTH_BASS(new double[] {1, .6, .45, .36, .3, .24, .2, .15, .1}, .004, .5, .05, 0, 0, 0, .002);

  private static final int TABLE = 4096;

  @SuppressWarnings("ImmutableEnumChecker") // written only by the constructor and never exposed
  private final float[] table;

  private final double attackSeconds;

  /** Time constant of the decay while the key is heldSamples; 0 = no decay. */
  private final double decaySeconds;

  private final double releaseSeconds;
  private final double vibratoHz;
  private final double vibratoDepth;
  private final double breath;
  private final double detune;

  Instrument(
      double[] harmonics,
      double attackSeconds,
      double decaySeconds,
      double releaseSeconds,
      double vibratoHz,
      double vibratoDepth,
      double breath,
      double detune) {
    this.table = buildTable(harmonics);
    this.attackSeconds = attackSeconds;
    this.decaySeconds = decaySeconds;
    this.releaseSeconds = releaseSeconds;
    this.vibratoHz = vibratoHz;
    this.vibratoDepth = vibratoDepth;
    this.breath = breath;
    this.detune = detune;
  }

  private static float[] buildTable(double[] harmonics) {
    float[] table = new float[TABLE + 1];
    double power = 0;

    for (double h : harmonics) {
      power += h * h;
    }

    for (int i = 0; i <= TABLE; i++) {
      double sum = 0;

      for (int h = 0; h < harmonics.length; h++) {
        // Phases quadratic in the harmonic's number keep the crest factor low (Schroeder, 1970).
        double phase = Math.PI * h * h / harmonics.length;
        sum += harmonics[h] * Math.sin(2 * Math.PI * (h + 1) * i / TABLE + phase);
      }

      table[i] = (float) (sum / Math.sqrt(power));
    }

    return table;
  }

  /**
   * Adds a note to the mix.
   *
   * @param startSeconds start of the note
   * @param lengthSeconds time until the key is released
   * @param hz fundamental frequency
   * @param gain amplitude
   * @param pan from 0 (left) to 1 (right)
   */
  void play(
      Mix mix, double startSeconds, double lengthSeconds, double hz, double gain, double pan) {
    int start = (int) (startSeconds * mix.sampleRateHz());
    int heldSamples = (int) (lengthSeconds * mix.sampleRateHz());
    int totalSamples = heldSamples + (int) (4 * releaseSeconds * mix.sampleRateHz());
    double rate = 1.0 / mix.sampleRateHz();
    double[] phase = {0, 0.37};
    double[] step = {hz * rate * TABLE * (1 - detune), hz * rate * TABLE * (1 + detune)};
    double attack = Math.max(1, attackSeconds * mix.sampleRateHz());
    double fade = decaySeconds > 0 ? Math.exp(-rate / decaySeconds) : 1;
    double release = Math.exp(-rate / releaseSeconds);
    double level = gain;
    double filteredNoise = 0;

    for (int i = 0; i < totalSamples && start + i < mix.length(); i++) {
      double vibrato =
          vibratoDepth == 0
              ? 1
              : 1
                  + vibratoDepth
                      * Math.min(1, i * rate * 3)
                      * Math.sin(2 * Math.PI * vibratoHz * i * rate);
      level *= i < heldSamples ? fade : release;
      double envelope = level * Math.min(1, i / attack);
      filteredNoise += 0.3 * (mix.noise() - filteredNoise);
      double breathNoise = breath * filteredNoise * envelope;

      for (int voice = 0; voice < 2; voice++) {
        int at = (int) phase[voice];
        double fraction = phase[voice] - at;
        double value = (table[at] + fraction * (table[at + 1] - table[at])) * envelope * 0.5;
        double side = voice == 0 ? 0.8 : 0.2;
        mix.add(start + i, value + breathNoise, pan * 0.6 + side * 0.4);
        phase[voice] += step[voice] * vibrato;
        phase[voice] -= phase[voice] >= TABLE ? TABLE : 0;
      }
    }
  }
}
