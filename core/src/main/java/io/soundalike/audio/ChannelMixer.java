package io.soundalike.audio;

import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.AudioSettings.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Mixes a decoder's interleaved samples to the requested channels and resamples each to the
 * analysis sample rate, block by block. A file may consist of parts that differ in sample rate or
 * number of channels; the output is one song.
 */
final class ChannelMixer {

  /** Larger samples come from damaged bytes; real recordings stay far below. */
  private static final float MAX_MAGNITUDE = 1e6f;

  private final AudioSettings audio;
  private final Map<Channel, SampleConsumer> consumers;
  private final SignalMeter meter = new SignalMeter();
  private List<Branch> branches = List.of();
  private int sampleRateHz;
  private int channels;
  private float[] mono = new float[0];
  private long samplesOfPart;
  private double secondsBefore;
  private SourceInfo longestPart = new SourceInfo("", 1, 1, 0);
  private float peak;

  /** One requested channel and the resampler that feeds its consumer. */
  private record Branch(Channel channel, Resampler resampler) {}

  /**
   * @param consumers by the channel that each receives, any but stereo; the peak level of the first
   *     decides whether the song is silent
   */
  ChannelMixer(AudioSettings audio, Map<Channel, SampleConsumer> consumers) {
    this.audio = audio;
    this.consumers = consumers;
  }

  /** Whether the current part has this sample rate and number of channels. */
  boolean isPartOf(int rateHz, int channelCount) {
    return rateHz == sampleRateHz && channelCount == channels;
  }

  /**
   * Ends the current part and starts another.
   *
   * @param rateHz sample rate of the following blocks, in Hz
   * @param channelCount number of channels of the following blocks
   */
  void startPart(int rateHz, int channelCount) {
    endPart();
    sampleRateHz = rateHz;
    channels = channelCount;
    branches =
        consumers.entrySet().stream()
            .map(
                e ->
                    new Branch(
                        e.getKey(), new Resampler(rateHz, audio.sampleRateHz(), e.getValue())))
            .toList();
  }

  private void endPart() {
    if (samplesOfPart == 0) {
      return;
    }

    branches.forEach(branch -> branch.resampler().finish());
    SourceInfo part = new SourceInfo("", sampleRateHz, channels, samplesOfPart);
    longestPart = part.seconds() > longestPart.seconds() ? part : longestPart;
    secondsBefore += part.seconds();
    samplesOfPart = 0;
  }

  /**
   * Accepts the next block.
   *
   * @param interleaved {@code [count][channels]} samples, row-major, 1 being full scale
   * @param count samples of each channel
   * @throws UndecodableException if a sample is not a plausible number
   */
  void accept(float[] interleaved, int count) throws UndecodableException {
    if (mono.length < count) {
      mono = new float[count];
    }

    for (int i = 0; i < branches.size(); i++) {
      mix(branches.get(i).channel(), interleaved, count);
      float blockPeak = findPeak(count);
      peak = i == 0 ? Math.max(peak, blockPeak) : peak;
      branches.get(i).resampler().accept(mono, count);
    }

    meter.accept(interleaved, count, channels);
    samplesOfPart += count;
  }

  private float findPeak(int count) throws UndecodableException {
    float blockPeak = 0;

    for (int i = 0; i < count; i++) {
      float magnitude = Math.abs(mono[i]);

      // The negated comparison is true for NaN, too.
      if (!(magnitude <= blockPeak)) {
        blockPeak = magnitude;

        if (!(magnitude <= MAX_MAGNITUDE)) {
          throw new UndecodableException(
              AudioFault.DAMAGED, "a sample of " + mono[i] + " is out of range, full scale is 1");
        }
      }
    }

    return blockPeak;
  }

  /** Seconds of audio accepted so far. */
  double seconds() {
    return secondsBefore + (samplesOfPart == 0 ? 0 : (double) samplesOfPart / sampleRateHz);
  }

  /** Rate and channels of the longest part, and the length of all; after {@link #finish}. */
  SourceInfo source(String format) {
    int rateHz = longestPart.sampleRateHz();
    return new SourceInfo(
        format, rateHz, longestPart.channels(), Math.round(secondsBefore * rateHz));
  }

  /**
   * Ends the song and flushes the resamplers.
   *
   * @return the signal's quality, measured before mixing
   * @throws UndecodableException if the song is too short or silent
   */
  SignalQuality finish() throws UndecodableException {
    if (seconds() < audio.minSeconds()) {
      throw new UndecodableException(
          AudioFault.TOO_SHORT,
          String.format(
              Locale.ROOT,
              "%.1f s of audio, at least %s s are needed",
              seconds(),
              audio.minSeconds()),
          seconds());
    }

    double peakDbfs = 20 * Math.log10(Math.max(peak, 1e-10));

    if (peakDbfs < audio.silenceDbfs()) {
      throw new UndecodableException(
          AudioFault.SILENT,
          String.format(
              Locale.ROOT,
              "peak level %.0f dBFS is below the silence threshold of %.0f dBFS",
              peakDbfs,
              audio.silenceDbfs()));
    }

    endPart();
    return meter.finish();
  }

  private void mix(Channel channel, float[] interleaved, int count) {
    if (channels == 1) {
      System.arraycopy(interleaved, 0, mono, 0, count);
      return;
    }

    switch (channel) {
      case LEFT -> copyChannel(0, interleaved, count);
      case RIGHT -> copyChannel(1, interleaved, count);
      case MEAN -> averageChannels(interleaved, count);
      case STEREO ->
          throw new IllegalArgumentException(
              "A consumer takes one channel: left, right or mean, got stereo");
    }
  }

  private void copyChannel(int offset, float[] interleaved, int count) {
    for (int i = 0; i < count; i++) {
      mono[i] = interleaved[i * channels + offset];
    }
  }

  private void averageChannels(float[] interleaved, int count) {
    if (channels == 2) {
      for (int i = 0; i < count; i++) {
        mono[i] = (interleaved[2 * i] + interleaved[2 * i + 1]) / 2;
      }

      return;
    }

    for (int i = 0; i < count; i++) {
      float sum = 0;

      for (int c = 0; c < channels; c++) {
        sum += interleaved[i * channels + c];
      }

      mono[i] = sum / channels;
    }
  }
}
