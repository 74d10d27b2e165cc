package io.soundalike.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.TestSignals;
import io.soundalike.audio.Decoding;
import io.soundalike.evaluation.PairRanks;
import io.soundalike.evaluation.SymmetricKullbackLeibler;
import io.soundalike.features.Descriptors;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.transcoding.WavWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Covers are found by harmony: each tune is played in three arrangements, which differ in key,
 * tempo, band and structure. Prints the mean reciprocal ranks of docs/quality.md with {@code mvn
 * -pl core test -Dtest=CoverSongsTest -Dcovers.tunes=60}.
 */
class CoverSongsTest {

  private static final int TUNES = Integer.getInteger("covers.tunes", 8);
  private static final int ARRANGEMENTS = 3;

  private static final int[][] FORMS = {
    {0, 0, 1, 0, 1, 1}, {0, 1, 0, 1, 1, 0}, {1, 0, 0, 1, 0}, {0, 1, 1, 0, 0, 1, 1}
  };

  @Test
  void arrangementsOfATuneAreNearestByHarmony() {
    List<SongDescriptor> songs =
        IntStream.range(0, TUNES * ARRANGEMENTS)
            .parallel()
            .mapToObj(song -> analyse(song / ARRANGEMENTS, song % ARRANGEMENTS))
            .toList();
    SongCollection collection = SongCollection.of(songs);
    double harmony =
        meanReciprocalRank(SongDistance.rawComponent(Component.HARMONY, collection), "harmony");
    double mfcc = meanReciprocalRank(new SymmetricKullbackLeibler(songs), "MFCC Gaussian, KL");
    double chance = chance(songs.size());

    assertThat(harmony).isGreaterThan(0.8);
    assertThat(mfcc).isLessThan(harmony / 2);
    assertThat(chance).isLessThan(harmony / 2);
  }

  private static SongDescriptor analyse(int tune, int arrangement) {
    Descriptors features =
        TestSignals.extract(
                Decoding.decode(
                        WavWriter.encode(play(tune, arrangement), Band.sampleRateHz()),
                        "audio.max-damaged-fraction=1")
                    .samples())
            .descriptors();
    return new SongDescriptor(
        new float[0],
        features.mfccMean(),
        features.mfccCovariance(),
        features.timbreMean(),
        features.timbreCovariance(),
        features.spectralContrastMeanDb(),
        features.centroidMeanHz(),
        features.bandwidthMeanHz(),
        0,
        0,
        0,
        0,
        features.harmony());
  }

  private static float[][] play(int number, int arrangement) {
    Tune tune = Tune.compose(new SplittableRandom(14L * 7919 + 1000 + number));
    SplittableRandom random = new SplittableRandom(77L * number + arrangement);
    List<Band> bands = new ArrayList<>(DemoCatalogue.BANDS);
    Collections.shuffle(bands, new Random(number)); // three different bands
    Tune transposed =
        new Tune(
            tune.tonicMidi() + random.nextInt(12) - 6, tune.minor(), tune.chords(), tune.melody());
    double seconds = 70 + 30 * random.nextDouble();
    double tempo = 0.85 + 0.35 * random.nextDouble();
    int[] form = FORMS[random.nextInt(FORMS.length)];
    return bands.get(arrangement).render(transposed, form, seconds, tempo, random.split());
  }

  /** Mean over songs of 1 / rank of the nearest other arrangement of the same tune. */
  private static double meanReciprocalRank(Distance distance, String name) {
    double sum = 0;

    for (int song = 0; song < distance.size(); song++) {
      int first = song - song % ARRANGEMENTS;
      int best = distance.size();

      for (int other = first; other < first + ARRANGEMENTS; other++) {
        best = other == song ? best : Math.min(best, PairRanks.rank(distance, song, other));
      }

      sum += 1.0 / best;
    }

    return print(name, sum / distance.size());
  }

  /** The expected value in a random order with two relevant songs among {@code n - 1}. */
  private static double chance(int n) {
    double expected = 0;
    double none = 1;

    for (int rank = 1; rank < n; rank++) {
      double here = Math.min(1, 2.0 / (n - rank));
      expected += none * here / rank;
      none *= 1 - here;
    }

    return print("chance", expected);
  }

  private static double print(String name, double value) {
    System.out.printf(Locale.ROOT, "%-18s MRR %.3f of %d tunes%n", name, value, TUNES);
    return value;
  }
}
