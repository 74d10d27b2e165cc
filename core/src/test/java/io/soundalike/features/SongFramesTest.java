package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.report.SongPlots;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class SongFramesTest {

  private static final Settings SETTINGS = SettingsReader.defaults();

  private static SongFrames.PlotData compute(float[] samples, int columns) {
    SongFrames frames = new SongFrames(SETTINGS, 0);
    frames.accept(samples, samples.length);
    return frames.finish(columns);
  }

  /** One second of silence, then clicks at 120 beats per minute. */
  private static float[] clicks() {
    float[] samples = new float[20 * 22_050];

    for (int beat = 2; beat < 40; beat++) {
      for (int i = 0; i < 200; i++) {
        samples[beat * 11_025 + i] = (float) (0.8 * Math.sin(i * 0.9) * Math.exp(-i / 40.0));
      }
    }

    return samples;
  }

  @Test
  void aToneHasItsPeakInOneBandAndOnePitchClass() {
    float[] samples = new float[5 * 22_050];

    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / 22_050));
    }

    SongFrames.PlotData tone = compute(samples, 50);

    assertThat(tone.seconds()).isCloseTo(5, within(0.05));
    assertThat(tone.chroma()).hasDimensions(12, 50);
    assertThat(tone.chroma()[9][25]).isEqualTo(1); // A
    assertThat(tone.chroma()[3][25]).isLessThan(0.05f);
    assertThat(tone.high()[25]).isCloseTo(0.5f, within(0.01f));
    assertThat(tone.low()[25]).isCloseTo(-0.5f, within(0.01f));

    int loudest = 0;

    for (int m = 0; m < 128; m++) {
      loudest = tone.melDb()[m][25] > tone.melDb()[loudest][25] ? m : loudest;
    }

    // 440 Hz is 6.6 of the 48.4 mels (Slaney) up to half the sample rate.
    assertThat(loudest).isBetween(15, 19);
    assertThat(tone.melDb()[loudest][25]).isCloseTo(0, within(0.5f));
    assertThat(tone.melDb()[127][25]).isLessThan(-60);
  }

  @Test
  void clicksPeakAtTheirTempoInTheTempogram() {
    SongFrames.PlotData clicks = compute(clicks(), 200);
    float[][] tempogram = clicks.tempogram();
    int middle = 120;
    int row = (int) Math.round(95 * Math.log(120 / 30.0) / Math.log(16));

    assertThat(tempogram[row][middle]).isGreaterThan(0.7f);
    assertThat(tempogram[row + 12][middle]).isLessThan(0.3f); // between 120 and 240
    assertThat(clicks.low()[3]).isZero();
    assertThat(clicks.mfcc()).hasDimensions(20, 200);
  }

  @Test
  void renderedPlotsAreReadableImages() throws Exception {
    Map<String, byte[]> files =
        SongPlots.render("A <song> & \"more\"", compute(clicks(), 300), 11_025);

    assertThat(files.keySet())
        .containsExactly(
            "waveform.png",
            "waveform.svg",
            "mel.png",
            "mel.svg",
            "chroma.png",
            "chroma.svg",
            "tempogram.png",
            "tempogram.svg",
            "mfcc.png",
            "mfcc.svg");

    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().endsWith(".png")) {
        assertThat(ImageIO.read(new ByteArrayInputStream(file.getValue())).getWidth())
            .isEqualTo(300);
      } else {
        assertThat(
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(file.getValue()))
                    .getDocumentElement()
                    .getAttribute("aria-label"))
            .endsWith("of A <song> & \"more\"");
      }
    }
  }

  @Test
  void silenceAndNearlyNothingAreDrawn() {
    assertThat(SongPlots.render("silence", compute(new float[22_050], 100), 11_025)).hasSize(10);
    assertThat(SongPlots.render("short", compute(new float[10], 100), 11_025)).hasSize(10);
  }
}
