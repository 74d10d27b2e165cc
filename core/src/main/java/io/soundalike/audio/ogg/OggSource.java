package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decodes all links of an Ogg file, one after the other. */
final class OggSource implements SampleSource {

  private final OggPageReader pages;
  private final Set<String> codecNames = new TreeSet<>();
  private final String format;
  private OggLink link;
  private SampleSource source;
  private @Nullable UndecodableException failure;
  private long bytes;
  private double lostBytes;

  /** A link and its opened stream. */
  private record Opened(OggLink link, OggCodec codec, SampleSource source) {}

  /**
   * @throws UndecodableException if no stream can be decoded
   */
  OggSource(InputStream in) throws IOException, UndecodableException {
    pages = new OggPageReader(in);
    Opened first = openNext();

    if (first == null) {
      throw failure == null ? noAudio() : failure;
    }

    format = "Ogg " + first.codec().codecName();
    link = first.link();
    source = first.source();
  }

  private UndecodableException noAudio() {
    return codecNames.isEmpty()
        ? new UndecodableException(AudioFault.DAMAGED, "the file has no intact first Ogg page")
        : new UndecodableException(
            AudioFault.UNSUPPORTED,
            "Ogg with " + String.join(", ", codecNames) + "; supported are " + OggFormat.CODECS);
  }

  /** Opens the next link that can be decoded; null if there is none. */
  private @Nullable Opened openNext() throws IOException {
    for (OggLink next = OggLink.next(pages, codecNames);
        next != null;
        next = OggLink.next(pages, codecNames)) {
      OggCodec codec = next.codec();

      if (codec == null) {
        next.skip();
        continue;
      }

      try {
        return new Opened(next, codec, open(codec, next));
      } catch (UndecodableException e) {
        failure = failure == null ? e : failure;
        next.skip();
        bytes += next.bytes();
        lostBytes += next.bytes();
      }
    }

    return null;
  }

  private static SampleSource open(OggCodec codec, OggLink link)
      throws IOException, UndecodableException {
    return switch (codec) {
      case VORBIS -> new PacketSource(link, VorbisDecoder.open(link));
      case OPUS -> new PacketSource(link, OpusPacketDecoder.open(link));
      case FLAC -> new FlacSource(link);
      default -> throw new IllegalArgumentException(codec + " is not decodable");
    };
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public int sampleRateHz() {
    return source.sampleRateHz();
  }

  @Override
  public int channels() {
    return source.channels();
  }

  @Override
  public float[] block() {
    return source.block();
  }

  @Override
  public int next() throws IOException, UndecodableException {
    int samples = source.next();

    while (samples == 0) {
      link.skip();
      bytes += link.bytes();
      lostBytes += link.bytes() * source.lostShare();
      Opened next = openNext();

      if (next == null) {
        return 0;
      }

      link = next.link();
      source = next.source();
      samples = source.next();
    }

    return samples;
  }

  @Override
  public double lostShare() {
    return lostBytes / Math.max(1, bytes);
  }
}
