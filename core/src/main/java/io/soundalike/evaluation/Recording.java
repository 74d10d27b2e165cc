package io.soundalike.evaluation;

import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.SampleConsumer;
import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.AudioSettings.Channel;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import io.soundalike.transcoding.WavWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A song in memory, to be altered and written again.
 *
 * @param channels {@code [2][samples]}: left and right, equal if the song has one channel
 */
record Recording(float[][] channels, int sampleRateHz) {

  private static final double TIME_LIMIT_SECONDS = 300;

  /**
   * Decodes a file at any rate; what lies above half of it is gone.
   *
   * @param maxSeconds longer songs are left alone: memory holds all of one
   * @return empty if it cannot be decoded
   */
  static Optional<Recording> of(byte[] file, int sampleRateHz, double maxSeconds)
      throws IOException {
    AudioSettings audio =
        new AudioSettings(
            Channel.MEAN, sampleRateHz, 0.1, maxSeconds, Math.max(1024, file.length), -120, 1);
    Samples left = new Samples();
    Samples right = new Samples();
    Map<Channel, SampleConsumer> consumers = new LinkedHashMap<>();
    consumers.put(Channel.LEFT, left);
    consumers.put(Channel.RIGHT, right);
    DecodeOutcome outcome =
        new AudioDecoder(audio, TIME_LIMIT_SECONDS)
            .decode(new ByteArrayInputStream(file), file.length, consumers);
    return outcome instanceof DecodeOutcome.Decoded
        ? Optional.of(new Recording(new float[][] {left.all(), right.all()}, sampleRateHz))
        : Optional.empty();
  }

  /** As loud as that many times the samples. */
  Recording times(double factor) {
    float[][] louder = new float[channels.length][channels[0].length];

    for (int c = 0; c < channels.length; c++) {
      for (int i = 0; i < louder[c].length; i++) {
        louder[c][i] = (float) (factor * channels[c][i]);
      }
    }

    return new Recording(louder, sampleRateHz);
  }

  /** Brought to a root mean square, 0 dB being full scale. */
  Recording atLoudness(double dbfs) {
    double squares = 0;

    for (float[] channel : channels) {
      for (float sample : channel) {
        squares += (double) sample * sample;
      }
    }

    double rms = Math.sqrt(squares / channels.length / Math.max(1, channels[0].length));
    return rms == 0 ? this : times(Math.pow(10, dbfs / 20) / rms);
  }

  /** Without its beginning. */
  Recording from(double seconds) {
    int first = Math.min(channels[0].length, (int) Math.round(seconds * sampleRateHz));
    return new Recording(
        Arrays.stream(channels)
            .map(channel -> Arrays.copyOfRange(channel, first, channel.length))
            .toArray(float[][]::new),
        sampleRateHz);
  }

  byte[] mp3(int kbps) {
    return Mp3Writer.encode(channels, sampleRateHz, kbps, TrackTags.NONE);
  }

  byte[] wav() {
    return WavWriter.encode(channels, sampleRateHz);
  }

  /** Samples as they come. */
  private static final class Samples implements SampleConsumer {

    private float[] samples = new float[1 << 20];
    private int count;

    @Override
    public void accept(float[] block, int length) {
      if (count + length > samples.length) {
        samples = Arrays.copyOf(samples, Math.max(count + length, 2 * samples.length));
      }

      System.arraycopy(block, 0, samples, count, length);
      count += length;
    }

    float[] all() {
      return Arrays.copyOf(samples, count);
    }
  }
}
