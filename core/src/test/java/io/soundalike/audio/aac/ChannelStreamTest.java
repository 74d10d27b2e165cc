package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra of channels at 44,100 Hz, whose first bands have four coefficients. */
class ChannelStreamTest {

  private final ChannelStream channel = new ChannelStream(new ScaleFactorBands(4, 1024));

  @Test
  void coefficientsAreScaledPowersOfTheirQuantisedValues() throws IOException {
    // (1, -1, 0, 1) of book 1, (0, 2, 1, 0) of book 3 with signs - and +.
    AacBits bits = new AacBits().longWindow(104, 2).section(1, 1).section(3, 1).differences(0, 4);
    channel.read(
        bits.put(0, 3).code(1, 54 + 0 + 3 + 2).code(3, 18 + 3).put(0b10, 2).toReader(), false);

    assertThat(channel.spectrum()).startsWith(2, -2, 0, 2);
    assertThat(channel.spectrum()[5]).isCloseTo((float) (-4 * Math.cbrt(16)), within(1e-5f));
    assertThat(channel.spectrum()[6]).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"4, 16", "5, 63", "8, 300", "12, 8191"})
  void escapeSequencesReachTheLargestValue(int bits, int value) throws IOException {
    AacBits packet =
        new AacBits().longWindow(100, 1).section(11, 1).differences(0).put(0, 3).code(11, 16 * 17);
    packet.put(1, 1).put((1 << bits - 4) - 1 << 1, bits - 3).put(value - (1 << bits), bits);
    channel.read(packet.code(11, 0).toReader(), false);

    float expected = (float) -Math.pow(value, 4.0 / 3);
    assertThat(channel.spectrum()[0]).isCloseTo(expected, within(1e-6f * -expected));
    assertThat(channel.spectrum()[1]).isZero();
  }

  @Test
  void groupsOfShortWindowsShareScaleFactors() throws IOException {
    // Windows 0 to 2 are one group, 3 to 7 another; one band each.
    AacBits bits = new AacBits().put(100, 8).put(2, 3).put(0, 1).put(1, 4).put(0b1101111, 7);
    bits.put(1, 4).put(1, 3).put(1, 4).put(1, 3).differences(0, 4).put(0, 3);

    for (int i = 0; i < 8; i++) {
      bits.code(1, 40 + 27);
    }

    channel.read(bits.toReader(), false);

    assertThat(channel.info().groups()).isEqualTo(2);

    for (int window = 0; window < 8; window++) {
      assertThat(channel.spectrum()[128 * window]).isEqualTo(window < 3 ? 1 : 2);
    }
  }

  @Test
  void pulsesAreAddedToTheMagnitude() throws IOException {
    AacBits bits = new AacBits().longWindow(100, 2).section(1, 2).differences(0, 0);
    // Two pulses: 7 at coefficient 5, which is 1, and 8 at coefficient 6, which is -1.
    bits.put(1, 1).put(1, 2).put(1, 6).put(1, 5).put(7, 4).put(1, 5).put(8, 4).put(0, 2);
    channel.read(bits.code(1, 40, 40 + 9 - 3).toReader(), false);

    assertThat(channel.spectrum()[5]).isCloseTo(16, within(1e-5f));
    assertThat(channel.spectrum()[6]).isCloseTo((float) -Math.pow(9, 4 / 3.0), within(1e-5f));
  }

  @Test
  void noiseHasTheTransmittedEnergy() throws IOException {
    // Energies: 100 - 90 + 14 = 24, and 4 more.
    AacBits bits = new AacBits().longWindow(100, 2).section(13, 2).put(256 + 14, 9).differences(4);
    channel.read(bits.put(0, 3).toReader(), false);
    new NoiseSubstitution().fill(channel);

    assertThat(energy(0, 4)).isCloseTo(Math.pow(2, 24 / 2.0), within(0.01));
    assertThat(energy(4, 8)).isCloseTo(Math.pow(2, 28 / 2.0), within(0.01));
  }

  @Test
  void temporalNoiseShapingFiltersUpwards() throws IOException {
    double reflection = Math.sin(3 * Math.PI / 2 / 7.5);
    channel.read(shaped(0, 40).toReader(), false);
    channel.shape();

    for (int i = 0; i < 5; i++) {
      assertThat(channel.spectrum()[i]).isCloseTo((float) Math.pow(-reflection, i), within(1e-6f));
    }
  }

  @Test
  void temporalNoiseShapingFiltersDownwards() throws IOException {
    // Coefficients 0 to 7; the impulse at 0 has none below it.
    channel.read(shaped(1, 49).toReader(), false);
    channel.shape();

    assertThat(channel.spectrum()).startsWith(1, 0, 0);
  }

  /** An impulse at coefficient 0 and a filter of order 1 over the 49 bands. */
  private static AacBits shaped(int direction, int bands) {
    AacBits bits = new AacBits().longWindow(100, bands).section(1, 1);
    bits.put(0, 4).put(31, 5).put(bands - 1 - 31, 5).differences(0).put(0, 1);
    bits.put(1, 1).put(1, 2).put(1, 1).put(49, 6).put(1, 5).put(direction, 1).put(0, 1).put(3, 4);
    return bits.put(0, 1).code(1, 40 + 27);
  }

  @Test
  void reflectionCoefficientsAreConvertedByLevinsonsRecursion() throws IOException {
    // Coefficients of 3 bits: 2 and -1, negative ones in wider steps.
    double k1 = Math.sin(2 * Math.PI / 2 / 3.5);
    double k2 = -Math.sin(Math.PI / 2 / 4.5);
    AacBits bits = new AacBits().longWindow(100, 3).section(1, 1).section(0, 2).differences(0);
    bits.put(0, 1).put(1, 1).put(1, 2).put(0, 1).put(49, 6).put(2, 5).put(0, 2).put(2, 3).put(7, 3);
    channel.read(bits.put(0, 1).code(1, 40 + 27).toReader(), false);
    channel.shape();
    double a1 = k1 + k2 * k1;

    assertThat(channel.spectrum()[1]).isCloseTo((float) -a1, within(1e-6f));
    assertThat(channel.spectrum()[2]).isCloseTo((float) (a1 * a1 - k2), within(1e-6f));
  }

  @Test
  void toolsOfOtherObjectTypesAreErrors() {
    AacBits prediction = new AacBits().put(100, 8).put(0, 4).put(1, 6).put(1, 1);
    AacBits gainControl = new AacBits().longWindow(100, 0).put(1, 3);

    assertError(prediction, "prediction");
    assertError(gainControl, "gain control");
  }

  @Test
  void invalidValuesAreErrors() {
    AacBits escape = new AacBits().longWindow(100, 1).section(11, 1).differences(0).put(0, 3);

    assertError(new AacBits().longWindow(100, 50), "more scale factor bands");
    assertError(new AacBits().longWindow(100, 3).section(12, 1), "section");
    assertError(new AacBits().longWindow(100, 3).section(1, 4), "section");
    assertError(new AacBits().longWindow(250, 1).section(1, 1).differences(6), "scale factor");
    assertError(escape.code(11, 16 * 17).put(0, 1).put(0xFFFF, 16), "escape");
    assertError(new AacBits().longWindow(100, 0).put(1, 1).put(0, 2).put(63, 6), "pulse");
    assertError(
        new AacBits().longWindow(100, 0).put(1, 2).put(1, 2).put(0, 7).put(13, 5), "order 13");
    assertError(new AacBits(), "too early");
  }

  private void assertError(AacBits bits, String message) {
    assertThatThrownBy(() -> channel.read(bits.toReader(), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private double energy(int from, int to) {
    double energy = 0;

    for (int i = from; i < to; i++) {
      energy += (double) channel.spectrum()[i] * channel.spectrum()[i];
    }

    return energy;
  }
}
