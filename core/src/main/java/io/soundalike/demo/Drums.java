package io.soundalike.demo;

import java.util.List;

/** Drums, synthesised from noise and sines of falling pitch. */
enum Drums {
  KICK,
  SNARE,
  HAT,
  OPEN_HAT,
  SHAKER;

  /**
   * Patterns of one bar in sixteenth notes, one row for each drum: x = hit, o = soft hit, . = rest.
   */
  enum Pattern {
    NONE("", "", "", "", ""),
    ROCK("x.......x.x.....", "....x.......x...", "x.x.x.x.x.x.x.x.", "", ""),
    FOUR_ON_THE_FLOOR(
        "x...x...x...x...", "....x.......x...", "oooooooooooooooo", "..x...x...x...x.", ""),
    BRUSHES("x.......o.......", "..o.x..o..o.x..o", "", "", "x.oxx.oxx.oxx.ox"),
    HALF_TIME("x.........x.....", "........x.......", "x.o.x.o.x.o.x.o.", "", ""),
    MARCH("x...o...x...o...", "x.ooxoooxoooxoxo", "", "", ""),
    LATIN("x..x..x.x..x..x.", "...o..x....o..x.", "", "....x.......x...", "xoxoxoxoxoxoxoxo");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
    private final List<String> rows;

    Pattern(String... rows) {
      this.rows = List.of(rows);
    }

    /** Velocity of a drum at a sixteenth of the bar, from 0 (rest) to 1. */
    double velocity(Drums drum, int sixteenth) {
      String row =
          switch (drum) {
            case KICK -> rows.get(0);
            case SNARE -> rows.get(1);
            case HAT -> rows.get(2);
            case OPEN_HAT -> rows.get(3);
            case SHAKER -> rows.get(4);
          };
      char c = row.isEmpty() ? '.' : row.charAt(sixteenth % row.length());
      return c == 'x' ? 1 : c == 'o' ? 0.4 : 0;
    }
  }

  /**
   * Adds one hit to the mix.
   *
   * @param startSeconds time of the hit
   * @param gain peak amplitude
   */
  void play(Mix mix, double startSeconds, double gain) {
    int rate = mix.sampleRateHz();
    int start = (int) (startSeconds * rate);
    double decay = decaySeconds();
    int length = (int) (6 * decay * rate);
    double phase = 0;
    double previousNoise = 0;

    for (int i = 0; i < length && start + i < mix.length(); i++) {
      double t = (double) i / rate;
      double envelope = gain * Math.exp(-t / decay);
      double noise = mix.noise();
      // The difference of consecutive samples is high-pass filtered noise.
      double hiss = noise - previousNoise;
      previousNoise = noise;
      phase += 2 * Math.PI * toneHz(t) / rate;
      mix.add(start + i, envelope * mixSources(Math.sin(phase), noise, hiss), pan());
    }
  }

  private double mixSources(double tone, double noise, double hiss) {
    return switch (this) {
      case KICK -> 1.1 * tone + 0.03 * noise;
      case SNARE -> 0.35 * tone + 0.4 * noise;
      case HAT, OPEN_HAT -> 0.22 * hiss;
      case SHAKER -> 0.15 * hiss;
    };
  }

  private double toneHz(double t) {
    return switch (this) {
      case KICK -> 48 + 110 * Math.exp(-t / 0.03);
      case SNARE -> 185;
      case HAT, OPEN_HAT, SHAKER -> 0;
    };
  }

  private double decaySeconds() {
    return switch (this) {
      case KICK -> 0.14;
      case SNARE -> 0.09;
      case HAT -> 0.025;
      case OPEN_HAT -> 0.12;
      case SHAKER -> 0.045;
    };
  }

  private double pan() {
    return switch (this) {
      case KICK, SNARE -> 0.5;
      case HAT, OPEN_HAT -> 0.62;
      case SHAKER -> 0.35;
    };
  }
}
