package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.flac.FlacFormat;
import java.io.EOFException;
import java.io.IOException;

/** Decodes a FLAC stream of an Ogg file. */
final class FlacSource implements SampleSource {

  private final OggLink link;
  private final SampleSource source;

  /**
   * @throws UndecodableException if the header is damaged or not supported
   */
  FlacSource(OggLink link) throws IOException, UndecodableException {
    this.link = link;

    try {
      source = new FlacFormat().open(new FlacPackets(link), Long.MAX_VALUE);
    } catch (EOFException e) {
      throw new UndecodableException(AudioFault.DAMAGED, "the FLAC header is incomplete");
    }
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
  public int next() throws IOException, UndecodableException {
    return source.next();
  }

  @Override
  public float[] block() {
    return source.block();
  }

  @Override
  public double lostShare() throws UndecodableException {
    return Math.max(source.lostShare(), link.lostShare());
  }
}
