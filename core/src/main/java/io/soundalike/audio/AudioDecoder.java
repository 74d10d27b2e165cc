package io.soundalike.audio;

import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.Settings;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * Decodes audio files to channels at the analysis sample rate. The format is detected from a file's
 * content, never from its name. Holds no state between songs.
 */
public final class AudioDecoder {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Bounds of the file's sample rate: outside them the resampling filter would grow without bound.
   */
  private static final int MIN_RATE_HZ = 1000;

  private static final int MAX_RATE_HZ = 384_000;

  private static final int MAX_CHANNELS = 64;

  /**
   * Longest resampling transform, about 50 MB: 44,101 Hz is accepted, primes near 384,000 Hz are
   * not.
   */
  private static final int MAX_TRANSFORM_POINTS = 1 << 18;

  private final AudioSettings audio;
  private final double timeLimitSeconds;
  private final List<AudioFormat> formats = new ArrayList<>();

  /**
   * @param settings the audio section and {@code quarantine.time-limit-seconds} are used
   */
  public AudioDecoder(Settings settings) {
    this(settings.audio(), settings.quarantine().timeLimitSeconds());
  }

  /**
   * @param timeLimitSeconds longest time for one song, in seconds
   */
  public AudioDecoder(AudioSettings audio, double timeLimitSeconds) {
    this.audio = audio;
    this.timeLimitSeconds = timeLimitSeconds;
    ServiceLoader.load(AudioFormat.class, AudioFormat.class.getClassLoader()).forEach(formats::add);
    formats.sort(Comparator.comparing(format -> !format.hasSignature()));
  }

  /**
   * Decodes a song to the channel that {@code audio.channel} names; to the mean of all channels if
   * it is {@code stereo}.
   *
   * @param in the file from its first byte; not closed
   * @param length size of the file in bytes
   * @param consumer receives the samples block by block
   * @return what the file contained, or why it cannot be used
   * @throws IOException if the storage fails, which is no property of the song
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
   * @param length size of the file in bytes
   * @param consumers receive the samples block by block, each those of its channel, in this order;
   *     the peak level of the first channel decides whether the song is silent
   * @return what the file contained, or why it cannot be used
   * @throws IOException if the storage fails, which is no property of the song
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

    DeadlineInputStream input = new DeadlineInputStream(in, timeLimitSeconds);

    try {
      DecodeOutcome outcome = decode(input, length, consumers);
      input.rethrowFailure();
      return outcome;
    } catch (UndecodableException e) {
      input.rethrowFailure();
      return new DecodeOutcome.Undecodable(e.fault(), e.detail(), e.seconds());
    } catch (DeadlineInputStream.TimeLimitException e) {
      return new DecodeOutcome.Undecodable(AudioFault.TIME_LIMIT, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // Decoders throw all kinds of exceptions on invalid bytes.
      input.rethrowFailure();
      return new DecodeOutcome.Undecodable(AudioFault.DAMAGED, "the decoder failed: " + reason(e));
    } catch (OutOfMemoryError e) {
      // The header may ask for an absurd size, or the heap may be too small; both look the same
      // here.
      return new DecodeOutcome.Undecodable(
          AudioFault.UNEXPECTED, "out of memory while decoding or analysing the file");
    }
  }

  private DecodeOutcome decode(
      DeadlineInputStream input, long length, Map<AudioSettings.Channel, SampleConsumer> consumers)
      throws IOException, UndecodableException {
    BufferedInputStream in = new BufferedInputStream(input, BUFFER_BYTES);
    long tagBytes = Id3v2Header.skipAll(in);
    in.mark(AudioFormat.HEAD_BYTES);
    byte[] head = in.readNBytes(AudioFormat.HEAD_BYTES);
    in.reset();
    AudioFormat format = detectFormat(head);

    try (SampleSource source = format.open(in, Math.max(0, length - tagBytes))) {
      String name = Objects.requireNonNullElse(source.format(), format.name());
      return decode(name, source, input, new ChannelMixer(audio, consumers));
    }
  }

  private DecodeOutcome decode(
      String format, SampleSource source, DeadlineInputStream input, ChannelMixer mixer)
      throws IOException, UndecodableException {
    startPart(mixer, source);

    for (int samples = nextBlock(source, input); samples > 0; samples = nextBlock(source, input)) {
      if (!mixer.isPartOf(source.sampleRateHz(), source.channels())) {
        startPart(mixer, source);
      }

      mixer.accept(source.block(), samples);

      if (mixer.seconds() > audio.maxSeconds()) {
        throw new UndecodableException(
            AudioFault.TOO_LONG, "longer than " + audio.maxSeconds() + " s", mixer.seconds());
      }
    }

    validateLostShare(source.lostShare());
    SignalQuality quality = mixer.finish();
    return new DecodeOutcome.Decoded(mixer.source(format), quality);
  }

  /** Prepares the mixer for the source's sample rate and channels. */
  private void startPart(ChannelMixer mixer, SampleSource source) throws UndecodableException {
    validateChannelLayout(source);
    validateSampleRate(source.sampleRateHz());
    mixer.startPart(source.sampleRateHz(), source.channels());
  }

  /**
   * Some decoders swallow the exception of the time limit, so the limit is checked after each
   * block.
   */
  private static int nextBlock(SampleSource source, DeadlineInputStream input)
      throws IOException, UndecodableException {
    int samples = source.next();
    input.checkTime();
    return samples;
  }

  private AudioFormat detectFormat(byte[] head) throws UndecodableException {
    String unsupported = MagicBytes.identifyUnsupported(head);

    for (AudioFormat format : formats) {
      if (format.matches(head)) {
        return format;
      }
    }

    throw unsupported == null
        ? new UndecodableException(AudioFault.NOT_AUDIO, "no supported audio format was recognised")
        : new UndecodableException(
            AudioFault.UNSUPPORTED,
            String.format(
                Locale.ROOT,
                "%s is not supported; supported formats are %s",
                unsupported,
                formats.stream().map(AudioFormat::name).collect(Collectors.joining(", "))));
  }

  private static void validateChannelLayout(SampleSource source) throws UndecodableException {
    int rate = source.sampleRateHz();
    int channels = source.channels();

    if (rate < MIN_RATE_HZ || rate > MAX_RATE_HZ || channels < 1 || channels > MAX_CHANNELS) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%d %s at %d Hz; supported are 1 to %d channels at %d to %d Hz",
              channels,
              channels == 1 ? "channel" : "channels",
              rate,
              MAX_CHANNELS,
              MIN_RATE_HZ,
              MAX_RATE_HZ));
    }
  }

  private void validateSampleRate(int rate) throws UndecodableException {
    int points = Resampler.transformPoints(rate, audio.sampleRateHz());

    if (points > MAX_TRANSFORM_POINTS) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "%d Hz cannot be resampled to %d Hz in bounded memory",
              rate,
              audio.sampleRateHz()));
    }
  }

  private void validateLostShare(double lostShare) throws UndecodableException {
    if (lostShare > audio.maxDamagedFraction()) {
      throw new UndecodableException(
          AudioFault.DAMAGED,
          String.format(
              Locale.ROOT,
              "%.0f %% of the file cannot be decoded, at most %.0f %% may be lost",
              100 * lostShare,
              100 * audio.maxDamagedFraction()));
    }
  }

  private static String reason(Exception e) {
    if (e.getMessage() != null) {
      return e.getMessage();
    }

    return e instanceof EOFException ? "the file ends too early" : e.getClass().getSimpleName();
  }
}
