package io.soundalike.audio;

import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.AudioSettings.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes of a decoder's interleaved samples channels at the analysed rate, block by block. */
final class ChannelMixer {

  /** No recording comes near; a decoder that was led astray by damaged bytes does. */
  private static final float LARGEST = 1e6f;

  private final AudioSettings audio;
  private final int sourceSampleRateHz;
  private final int channels;
  private final List<Branch> branches;
  private final SignalMeter meter;
  private float[] mono = new float[0];
  private long samples;
  private float peak;

  /** One channel on its way to who listens to it. */
  private record Branch(Channel channel, Resampler resampler) {}

  /**
   * @param channels of the file
   * @param consumers by the channel that each takes, any but stereo; the loudness of the first
   *     decides whether the song is silent
   */
  ChannelMixer(
      AudioSettings audio,
      int sourceSampleRateHz,
      int channels,
      Map<Channel, SampleConsumer> consumers) {
    this.audio = audio;
    this.sourceSampleRateHz = sourceSampleRateHz;
    this.channels = channels;
    this.meter = new SignalMeter(channels);
    this.branches =
        consumers.entrySet().stream()
            .map(
                e ->
                    new Branch(
                        e.getKey(),
                        new Resampler(sourceSampleRateHz, audio.sampleRateHz(), e.getValue())))
            .toList();
  }

  /** Takes {@code count} samples of each channel. */
  void accept(float[] interleaved, int count) throws UndecodableException {
    if (mono.length < count) {
      mono = new float[count];
    }

    for (int i = 0; i < branches.size(); i++) {
      mix(branches.get(i).channel(), interleaved, count);
      float loudest = loudest(count);
      peak = i == 0 ? Math.max(peak, loudest) : peak;
      branches.get(i).resampler().accept(mono, count);
    }

    meter.accept(interleaved, count);
    samples += count;
  }

  private float loudest(int count) throws UndecodableException {
    float loudest = 0;

    for (int i = 0; i < count; i++) {
      float magnitude = Math.abs(mono[i]);

      // Written so that it holds for what is no number, too.
      if (!(magnitude <= loudest)) {
        loudest = magnitude;

        if (!(magnitude <= LARGEST)) {
          throw new UndecodableException(
              AudioFault.DAMAGED, "a sample of " + mono[i] + ", full scale being 1");
        }
      }
    }

    return loudest;
  }

  /** Samples of each channel so far. */
  long samples() {
    return samples;
  }

  /** Seconds so far. */
  double seconds() {
    return (double) samples / sourceSampleRateHz;
  }

  /** Ends the song, if it is one. */
  SignalQuality finish() throws UndecodableException {
    if (seconds() < audio.minSeconds()) {
      throw new UndecodableException(
          AudioFault.TOO_SHORT,
          String.format(
              Locale.ROOT,
              "%.1f s of sound, at least %s s are needed",
              seconds(),
              audio.minSeconds()));
    }

    double peakDbfs = 20 * Math.log10(Math.max(peak, 1e-10));

    if (peakDbfs < audio.silenceDbfs()) {
      throw new UndecodableException(
          AudioFault.SILENT,
          String.format(
              Locale.ROOT,
              "the loudest sample lies at %.0f dB, silence begins at %.0f dB",
              peakDbfs,
              audio.silenceDbfs()));
    }

    branches.forEach(branch -> branch.resampler().finish());
    return meter.finish();
  }

  private void mix(Channel channel, float[] interleaved, int count) {
    if (channels == 1) {
      System.arraycopy(interleaved, 0, mono, 0, count);
      return;
    }

    switch (channel) {
      case LEFT -> pick(0, interleaved, count);
      case RIGHT -> pick(1, interleaved, count);
      case MEAN -> mean(interleaved, count);
      case STEREO -> throw new IllegalArgumentException("Stereo is two channels");
    }
  }

  private void pick(int offset, float[] interleaved, int count) {
    for (int i = 0; i < count; i++) {
      mono[i] = interleaved[i * channels + offset];
    }
  }

  private void mean(float[] interleaved, int count) {
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
