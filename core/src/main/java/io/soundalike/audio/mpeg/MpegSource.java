package io.soundalike.audio.mpeg;

import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;

/**
 * Decodes MPEG audio, one part after the other if the file was joined from several. A file is
 * complete only if its decoded frames cover its bytes and reach the announced number of frames.
 */
final class MpegSource implements SampleSource {

  /** Files whose share of audio frames is lower are reported as not audio. */
  private static final double MIN_AUDIO_SHARE = 0.1;

  /** Trailing bytes, such as a truncated last frame, that do not count as damage. */
  private static final int MAX_TRAILER_BYTES = 16384;

  private final MpegFrames frames;
  private final long fileBytes;
  private MpegPart part;

  /** Sums over the parts before this one. */
  private long decodedBytes;

  private long decodedFrames;
  private long missingFrames;

  /**
   * @param frames positioned at the first frame
   * @param fileBytes size of the file, in bytes
   */
  MpegSource(MpegFrames frames, long fileBytes) {
    this.frames = frames;
    this.fileBytes = fileBytes;
    this.part = new MpegPart(frames);
  }

  @Override
  public int sampleRateHz() {
    return part.header().sampleRateHz();
  }

  @Override
  public int channels() {
    return part.header().channels();
  }

  @Override
  public float[] block() {
    return part.block();
  }

  @Override
  public int next() {
    int samples = part.next();

    while (samples == 0 && !part.stoppedEarly() && frames.nextPart()) {
      add(part);
      part = new MpegPart(frames);
      samples = part.next();
    }

    return samples;
  }

  private void add(MpegPart ended) {
    decodedBytes += ended.decodedBytes();
    decodedFrames += ended.decodedFrames();
    missingFrames += ended.missingFrames();
  }

  @Override
  public double lostShare() throws UndecodableException {
    add(part);
    long trailer = part.isComplete() ? 0 : frames.trailerBytes();
    long ignored = frames.ignoredBytes() + frames.trailerBytes() - trailer;

    if (decodedFrames == 0
        || (double) decodedBytes / Math.max(1, fileBytes - ignored) < MIN_AUDIO_SHARE) {
      throw MpegFormat.notAudio(fileBytes);
    }

    if (part.stoppedEarly()) {
      return 1;
    }

    long gaps = frames.gapBytes() + (trailer <= MAX_TRAILER_BYTES ? 0 : trailer);
    double lost = 1 - (double) decodedBytes / (gaps + frames.frameBytes());
    return Math.max(lost, (double) missingFrames / (missingFrames + decodedFrames));
  }
}
