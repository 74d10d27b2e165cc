package io.soundalike.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.soundalike.TestSignals;
import io.soundalike.audio.SourceInfo;
import io.soundalike.settings.SettingsReader;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamingFeatureExtractorTest {

  static Stream<float[]> edgeCaseSignals() {
    float[] constant = new float[22050 * 6];
    Arrays.fill(constant, 0.5f);
    float[] impulse = new float[22050 * 6];
    impulse[40_000] = 1;
    return Stream.of(
        new float[22050 * 6],
        constant,
        impulse,
        new float[1],
        new float[] {1},
        new float[511],
        Arrays.copyOf(constant, 513),
        TestSignals.sine(11025, 6, 22050),
        TestSignals.sine(1, 6, 22050));
  }

  @ParameterizedTest
  @MethodSource("edgeCaseSignals")
  void edgeCaseSignalsHaveFiniteFeatures(float[] samples) {
    FeatureExtractor.Outcome.Extracted extracted = TestSignals.extract(samples);

    for (var component : TrackFeatures.class.getRecordComponents()) {
      assertDefined(component.getName(), value(component, extracted.features()));
    }

    for (var component : Descriptors.class.getRecordComponents()) {
      assertDefined(component.getName(), value(component, extracted.descriptors()));
    }

    assertThat(extracted.spectrograms().get(0).nFrames()).isEqualTo(1 + samples.length / 512);
  }

  @Test
  void featuresOfSilenceAreZero() {
    FeatureExtractor.Outcome.Extracted extracted = TestSignals.extract(new float[22050 * 6]);
    TrackFeatures features = extracted.features();
    Descriptors descriptors = extracted.descriptors();

    assertThat(features.tempoBpm()).isZero();
    assertThat(features.beatDiffMeanSeconds()).isZero();
    assertThat(features.rolloffMeanHz()).isZero();
    assertThat(features.zcrMean()).isZero();
    assertThat(features.onsetMean()).isZero();
    assertThat(features.tonicZ()).isZero();
    assertThat(descriptors.chromaMean()).containsOnly(0);
    assertThat(descriptors.spectralContrastMeanDb()).containsOnly(0);
    assertThat(descriptors.mfccCovariance()).containsOnly(0);
    assertThat(descriptors.centroidMeanHz()).isZero();
    assertThat(descriptors.loudnessDbfs()).isEqualTo(-200);
  }

  @Test
  void loudnessOfASineIsItsRootMeanSquare() {
    Descriptors descriptors = TestSignals.extract(TestSignals.sine(440, 6, 22050)).descriptors();

    // The RMS of amplitude 0.5 is 0.5 / sqrt(2); frames that extend beyond the ends are quieter.
    assertThat(descriptors.loudnessDbfs())
        .isCloseTo(20 * Math.log10(0.5 / Math.sqrt(2)), within(1e-3));
    assertThat(descriptors.rmsMean()).isCloseTo(0.5 / Math.sqrt(2), within(0.005));
  }

  @Test
  void featuresDoNotDependOnBlockSize() {
    float[] samples = TestSignals.melody(8, 22050, 2);
    FeatureExtractor.Outcome.Extracted whole = TestSignals.extract(samples);
    StreamingFeatureExtractor songExtractor =
        new FeatureExtractor(SettingsReader.defaults()).begin();

    for (int from = 0; from < samples.length; from += 1001) {
      float[] block = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + 1001));
      songExtractor.accept(block, block.length);
    }

    var parts =
        (FeatureExtractor.Outcome.Extracted)
            songExtractor.finish(new SourceInfo("test", 22050, 1, samples.length));

    assertThat(parts.features()).isEqualTo(whole.features());
    assertThat(parts.descriptors().mfccMean()).isEqualTo(whole.descriptors().mfccMean());
    assertThat(parts.spectrograms().get(0).values())
        .isEqualTo(whole.spectrograms().get(0).values());
  }

  @Test
  void featuresDoNotDependOnThePreviousSong() {
    FeatureExtractor extractor = new FeatureExtractor(SettingsReader.defaults());
    float[] samples = TestSignals.melody(6, 22050, 2);

    assertThat(finish(extractor, samples).features())
        .isEqualTo(finish(extractor, samples).features());
  }

  @Test
  void featuresDoNotDependOnTheSpectrogramsBands() {
    float[] samples = TestSignals.melody(6, 22050, 2);
    FeatureExtractor.Outcome.Extracted shared = TestSignals.extract(samples);
    FeatureExtractor.Outcome.Extracted own = TestSignals.extract(samples, "features.n-mels=64");

    assertThat(own.features().tempoBpm()).isEqualTo(shared.features().tempoBpm());
    assertThat(own.descriptors().mfccMean()).isEqualTo(shared.descriptors().mfccMean());
    assertThat(own.spectrograms().get(0).nMels()).isEqualTo(64);
  }

  @Test
  void memoryGrowsByLessThanASpectrumPerFrame() {
    FeatureExtractor extractor = new FeatureExtractor(SettingsReader.defaults());
    float[] once = TestSignals.melody(10, 22050, 2);
    long of10Seconds = measureAllocation(extractor, once, 1);
    long of60Seconds = measureAllocation(extractor, once, 6);
    double perFrame = (of60Seconds - of10Seconds) / (50 * 22050 / 512.0);

    // 128 bands of 4 bytes, twice 7 of the contrast, time-domain hops and peaks, with spare
    // capacity.
    // One spectrum measureAllocation per frame would be 4,100 bytes.
    assertThat(perFrame).isLessThan(1500);
  }

  /** Bytes measureAllocation while accepting samples, without finishing the song. */
  private static long measureAllocation(FeatureExtractor extractor, float[] samples, int times) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    StreamingFeatureExtractor songExtractor = extractor.begin();
    long before = threads.getCurrentThreadAllocatedBytes();

    for (int i = 0; i < times; i++) {
      songExtractor.accept(samples, samples.length);
    }

    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static FeatureExtractor.Outcome.Extracted finish(
      FeatureExtractor extractor, float[] samples) {
    StreamingFeatureExtractor songExtractor = extractor.begin();
    songExtractor.accept(samples, samples.length);
    return (FeatureExtractor.Outcome.Extracted)
        songExtractor.finish(new SourceInfo("test", 22050, 1, samples.length));
  }

  private static Object value(java.lang.reflect.RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void assertDefined(String name, Object value) {
    if (value instanceof Double number) {
      assertThat(number).as(name).isFinite();
    } else if (value instanceof float[] numbers) {
      for (float number : numbers) {
        assertThat(number).as(name).isFinite();
      }
    } else {
      assertThat(value).as(name).isNotNull();
    }
  }
}
