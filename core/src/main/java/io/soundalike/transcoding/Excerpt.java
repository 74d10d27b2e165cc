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

/** A piece of a song as a small MP3 of one channel, for somebody to listen to. */
public final class Excerpt implements SampleConsumer {

  /** One of MPEG's, whatever rate songs are analysed at. */
  private static final int RATE_HZ = 22_050;

  private static final int KBPS = 48;
  private static final double FADE_SECONDS = 0.5;

  private final long from;
  private final float[] samples;
  private long heard;

  /**
   * @param songSeconds of the whole song
   * @param seconds of the excerpt, which begins a third of the rest into the song
   */
  private Excerpt(double songSeconds, double seconds) {
    double kept = Math.min(seconds, songSeconds);
    this.from = (long) (RATE_HZ * (songSeconds - kept) / 3);
    this.samples = new float[(int) (RATE_HZ * kept)];
  }

  /**
   * Takes an excerpt, faded in and out.
   *
   * @param in the file from its first byte; not closed
   * @param length the file's bytes
   * @param songSeconds of the whole song
   * @param seconds of the excerpt, if the song is as long
   * @return an MP3; empty if the file cannot be decoded
   */
  public static Optional<byte[]> of(
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
        ? Optional.of(excerpt.mp3())
        : Optional.empty();
  }

  @Override
  public void accept(float[] block, int length) {
    int start = (int) Math.max(0, Math.min(length, from - heard));
    int end = (int) Math.max(0, Math.min(length, from + samples.length - heard));

    if (end > start) {
      System.arraycopy(block, start, samples, (int) (heard + start - from), end - start);
    }

    heard += length;
  }

  private byte[] mp3() {
    int fade = Math.min(samples.length / 2, (int) (FADE_SECONDS * RATE_HZ));

    for (int i = 0; i < fade; i++) {
      float gain = (float) i / fade;
      samples[i] *= gain;
      samples[samples.length - 1 - i] *= gain;
    }

    return Mp3Writer.encode(new float[][] {samples}, RATE_HZ, KBPS, TrackTags.NONE);
  }
}
