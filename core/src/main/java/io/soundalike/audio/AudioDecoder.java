package io.soundalike.audio;

import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Decodes audio files of any kind, told apart by their bytes, to channels at the analysed rate.
 * Holds no state between songs.
 */
public final class AudioDecoder {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Rates beyond are no sound that people hear, and would need filters without bound. */
  private static final int MIN_RATE_HZ = 1000;

  private static final int MAX_RATE_HZ = 384_000;

  private static final int MAX_CHANNELS = 64;

  /** Some 50 MB while the resampler is made; 44,101 Hz pass, primes near 384,000 do not. */
  private static final int MAX_TRANSFORM_POINTS = 1 << 18;

  private final AudioSettings audio;
  private final double timeLimitSeconds;
  private final List<AudioFormat> formats = new ArrayList<>();

  /**
   * @param settings those of audio, and the time limit of quarantine, are used
   */
  public AudioDecoder(Settings settings) {
    this(settings.audio(), settings.quarantine().timeLimitSeconds());
  }

  /**
   * @param timeLimitSeconds for one song
   */
  public AudioDecoder(AudioSettings audio, double timeLimitSeconds) {
    this.audio = audio;
    this.timeLimitSeconds = timeLimitSeconds;
    ServiceLoader.load(AudioFormat.class, AudioFormat.class.getClassLoader()).forEach(formats::add);
    formats.add(new MpegFormat());
  }

  /**
   * Decodes a song to the one channel that {@code audio.channel} names, or to the mean where it
   * names both.
   */
  public DecodeOutcome decode(InputStream in, long length, SampleConsumer consumer)
      throws IOException {
    AudioSettings.Channel channel = audio.channel();
    return decode(
        in,
        length,
        Map.of(
            channel == AudioSettings.Channel.STEREO ? AudioSettings.Channel.MEAN : channel,
            consumer));
  }

  /**
   * Decodes a song.
   *
   * @param in the file from its first byte; not closed
   * @param length the file's bytes
   * @param consumers take the samples, each of one channel, block by block in this order; if the
   *     first hears nothing, the song is silent
   * @return what the file was, or why it cannot be used
   * @throws IOException if the bytes cannot be read, which says nothing about the song
   */
  public DecodeOutcome decode(
      InputStream in, long length, Map<AudioSettings.Channel, SampleConsumer> consumers)
      throws IOException {
    if (length == 0) {
      return new DecodeOutcome.Undecodable(AudioFault.EMPTY, "the file has no bytes");
    }

    if (length > audio.maxBytes()) {
      return new DecodeOutcome.Undecodable(
          AudioFault.TOO_BIG, length + " bytes, at most " + audio.maxBytes() + " are read");
    }

    DeadlineInputStream guarded = new DeadlineInputStream(in, timeLimitSeconds);

    try {
      DecodeOutcome outcome = decode(guarded, length, consumers);
      guarded.rethrow();
      return outcome;
    } catch (UndecodableException e) {
      guarded.rethrow();
      return new DecodeOutcome.Undecodable(e.fault(), e.detail());
    } catch (DeadlineInputStream.TimeLimitException e) {
      return new DecodeOutcome.Undecodable(AudioFault.TIME_LIMIT, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever comes on bytes that make no sense.
      guarded.rethrow();
      return new DecodeOutcome.Undecodable(
          AudioFault.DAMAGED, "the decoder gives up: " + reason(e));
    } catch (OutOfMemoryError e) {
      // A header that asks for an absurd size, or a machine that is short: who can tell.
      return new DecodeOutcome.Undecodable(
          AudioFault.UNEXPECTED, "decoding and analysis need more memory than there is");
    }
  }

  private DecodeOutcome decode(
      DeadlineInputStream guarded,
      long length,
      Map<AudioSettings.Channel, SampleConsumer> consumers)
      throws IOException, UndecodableException {
    BufferedInputStream in = new BufferedInputStream(guarded, BUFFER_BYTES);
    long tagBytes = Id3v2Header.skipAll(in);
    in.mark(AudioFormat.HEAD_BYTES);
    byte[] head = in.readNBytes(AudioFormat.HEAD_BYTES);
    in.reset();
    AudioFormat format = formatOf(head);
    SampleSource source = format.open(in, Math.max(0, length - tagBytes));
    validateChannelLayout(source);
    refuseOddRates(source.sampleRateHz());
    ChannelMixer sink =
        new ChannelMixer(audio, source.sampleRateHz(), source.channels(), consumers);

    for (int samples = next(source, guarded); samples > 0; samples = next(source, guarded)) {
      sink.accept(source.block(), samples);

      if (sink.seconds() > audio.maxSeconds()) {
        throw new UndecodableException(
            AudioFault.TOO_LONG, "longer than " + audio.maxSeconds() + " s");
      }
    }

    refuseDamage(source.lostShare());
    SignalQuality quality = sink.finish();
    return new DecodeOutcome.Decoded(
        new SourceInfo(format.name(), source.sampleRateHz(), source.channels(), sink.samples()),
        quality);
  }

  /** Decoders take the exception by which the time ends for one of their own: it is asked again. */
  private static int next(SampleSource source, DeadlineInputStream guarded)
      throws IOException, UndecodableException {
    int samples = source.next();
    guarded.checkTime();
    return samples;
  }

  private AudioFormat formatOf(byte[] head) throws UndecodableException {
    String foreign = MagicBytes.nameOf(head);

    for (AudioFormat format : formats) {
      if (format.matches(head)) {
        return format;
      }
    }

    throw foreign == null
        ? new UndecodableException(AudioFault.NOT_AUDIO, "no audio that is known here")
        : new UndecodableException(
            AudioFault.UNSUPPORTED,
            String.format(
                Locale.ROOT,
                "%s; decoded are %s",
                foreign,
                formats.stream().map(AudioFormat::name).toList()));
  }

  private static void validateChannelLayout(SampleSource source) throws UndecodableException {
    int rate = source.sampleRateHz();
    int channels = source.channels();

    if (rate < MIN_RATE_HZ || rate > MAX_RATE_HZ || channels < 1 || channels > MAX_CHANNELS) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%d channels of %d Hz; decoded are 1 to %d channels of %d to %d Hz",
              channels,
              rate,
              MAX_CHANNELS,
              MIN_RATE_HZ,
              MAX_RATE_HZ));
    }
  }

  private void refuseOddRates(int rate) throws UndecodableException {
    int points = Resampler.transformPoints(rate, audio.sampleRateHz());

    if (points > MAX_TRANSFORM_POINTS) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%d Hz have no ratio to %d Hz that could be resampled in bounded memory",
              rate,
              audio.sampleRateHz()));
    }
  }

  private void refuseDamage(double lostShare) throws UndecodableException {
    if (lostShare > audio.maxDamagedFraction()) {
      throw new UndecodableException(
          AudioFault.DAMAGED,
          String.format(
              Locale.ROOT,
              "%.0f %% cannot be decoded, at most %.0f %% may be lost",
              100 * lostShare,
              100 * audio.maxDamagedFraction()));
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
