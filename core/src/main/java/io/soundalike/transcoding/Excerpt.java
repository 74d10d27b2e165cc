package io.soundalike.transcoding;

import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.audio.SampleConsumer;
import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.Settings;
import io.soundalike.track.TrackTags;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Extracts a part of a song and encodes it as a small mono MP3. */
public final class Excerpt implements SampleConsumer {

  /** A sample rate of MPEG audio, independent of the analysis sample rate. */
  private static final int RATE_HZ = 22_050;

  private static final int KBPS = 48;
  private static final double FADE_SECONDS = 0.5;

  private final long firstSample;
  private final float[] samples;
  private long receivedSamples;

  /**
   * @param songSeconds duration of the song
   * @param seconds duration of the excerpt; it starts after a third of the remaining time
   */
  private Excerpt(double songSeconds, double seconds) {
    double excerptSeconds = Math.min(seconds, songSeconds);
    this.firstSample = (long) (RATE_HZ * (songSeconds - excerptSeconds) / 3);
    this.samples = new float[(int) (RATE_HZ * excerptSeconds)];
  }

  /**
   * Decodes a song and encodes an excerpt, faded in and out.
   *
   * @param in the file from its first byte; not closed
   * @param length size of the file in bytes
   * @param settings the audio and quarantine sections are used
   * @param songSeconds duration of the song
   * @param seconds duration of the excerpt, at most that of the song
   * @return the MP3; empty if the file cannot be decoded
   * @throws IOException if the storage fails
   */
  public static Optional<byte[]> encode(
      InputStream in, long length, Settings settings, double songSeconds, double seconds)
      throws IOException {
    AudioSettings audio = settings.audio();
    AudioDecoder decoder =
        new AudioDecoder(
            new AudioSettings(
                AudioSettings.Channel.MEAN,
                RATE_HZ,
                audio.minSeconds(),
                audio.maxSeconds(),
                audio.maxBytes(),
                audio.silenceDbfs(),
                audio.maxDamagedFraction()),
            settings.quarantine().timeLimitSeconds());
    Excerpt excerpt = new Excerpt(songSeconds, seconds);
    return decoder.decode(in, length, excerpt) instanceof DecodeOutcome.Decoded
        ? Optional.of(excerpt.encodeMp3())
        : Optional.empty();
  }

  @Override
  public void accept(float[] block, int length) {
    int start = (int) Math.max(0, Math.min(length, firstSample - receivedSamples));
    int end = (int) Math.max(0, Math.min(length, firstSample + samples.length - receivedSamples));

    if (end > start) {
      System.arraycopy(
          block, start, samples, (int) (receivedSamples + start - firstSample), end - start);
    }

    receivedSamples += length;
  }

  private byte[] encodeMp3() {
    int fade = Math.min(samples.length / 2, (int) (FADE_SECONDS * RATE_HZ));

    for (int i = 0; i < fade; i++) {
      float gain = (float) i / fade;
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }

    return Mp3Writer.encode(new float[][] {samples}, RATE_HZ, KBPS, TrackTags.NONE);
  }
}
