package io.soundalike.audio.flac;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.kc7bfi.jflac.ChannelData;
import org.kc7bfi.jflac.FLACDecoder;
import org.kc7bfi.jflac.FrameListener;
import org.kc7bfi.jflac.frame.Frame;
import org.kc7bfi.jflac.metadata.Metadata;
import org.kc7bfi.jflac.metadata.StreamInfo;

/**
 * FLAC, decoded by jFLAC.
 *
 * <p>References: RFC 9639 (FLAC)
 */
public final class FlacFormat implements AudioFormat {

  private static final int MIN_BITS = 4;

  /** jFLAC 1.4.1 has no code for 32 bits, and differences of two channels would exceed its ints. */
  private static final int MAX_BITS = 24;

  private static final int MARK_BYTES = 4;
  private static final int BLOCK_HEADER_BYTES = 4;
  private static final int STREAM_INFO_BYTES = 34;
  private static final int LAST_BLOCK = 0x80;

  /** Offset of the total number of samples: 4 bits of one byte, then 4 bytes. */
  private static final int TOTAL_OFFSET = MARK_BYTES + BLOCK_HEADER_BYTES + 13;

  private static final int TOTAL_HIGH = 0x0F;
  private static final int TOTAL_LOW_BYTES = 4;
  private static final long TOTAL_UNKNOWN = (1L << 36) - 1;

  @Override
  public String name() {
    return "FLAC";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, 4).equals("fLaC");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    FLACDecoder decoder = new FLACDecoder(skipMetadata(in));
    StreamInfo info = decoder.readStreamInfo();
    int bits = info.getBitsPerSample();

    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "FLAC of %d bits per sample; supported are %d to %d bits",
              bits,
              MIN_BITS,
              MAX_BITS));
    }

    return new Source(decoder, info);
  }

  /**
   * Drops all metadata blocks but STREAMINFO: jFLAC would keep pictures in memory, whatever size
   * they claim.
   */
  private static InputStream skipMetadata(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MARK_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES);

    if (start.length < MARK_BYTES + BLOCK_HEADER_BYTES + STREAM_INFO_BYTES) {
      throw new EOFException("the file ends within its STREAMINFO block");
    }

    boolean last = (start[MARK_BYTES] & LAST_BLOCK) != 0;
    start[MARK_BYTES] |= (byte) LAST_BLOCK;

    while (!last) {
      byte[] header = in.readNBytes(BLOCK_HEADER_BYTES);

      if (header.length < BLOCK_HEADER_BYTES) {
        throw new EOFException("the file ends within its metadata blocks");
      }

      last = (header[0] & LAST_BLOCK) != 0;
      in.skipNBytes((header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF);
    }

    boolean lengthUnknown = (start[TOTAL_OFFSET] & TOTAL_HIGH) == 0;

    for (int i = 1; i <= TOTAL_LOW_BYTES; i++) {
      lengthUnknown &= start[TOTAL_OFFSET + i] == 0;
    }

    if (lengthUnknown) {
      // jFLAC ignores a STREAMINFO block without a length.
      start[TOTAL_OFFSET] |= (byte) TOTAL_HIGH;
      Arrays.fill(start, TOTAL_OFFSET + 1, TOTAL_OFFSET + 1 + TOTAL_LOW_BYTES, (byte) 0xFF);
    }

    return new SequenceInputStream(new ByteArrayInputStream(start), in);
  }

  private static final class Source implements SampleSource {

    private final FLACDecoder decoder;
    private final StreamInfo info;
    private final float scale;
    private float[] block = new float[0];
    private long decodedSamples;
    private long failedSamples;
    private boolean frameFailed;

    Source(FLACDecoder decoder, StreamInfo info) {
      this.decoder = decoder;
      this.info = info;
      decoder.addFrameListener(new ErrorListener());
      this.scale = (float) Math.scalb(1.0, 1 - info.getBitsPerSample());
    }

    @Override
    public int sampleRateHz() {
      return info.getSampleRate();
    }

    @Override
    public int channels() {
      return info.getChannels();
    }

    @Override
    public float[] block() {
      return block;
    }

    @Override
    public int next() throws IOException {
      Frame frame;
      frameFailed = false;

      try {
        frame = decoder.readNextFrame();
      } catch (EOFException e) {
        return 0;
      }

      int channels = channels();

      if (frame == null || frame.header == null || frame.header.channels != channels) {
        return 0;
      }

      int samples = frame.header.blockSize;

      if (block.length < samples * channels) {
        block = new float[samples * channels];
      }

      ChannelData[] data = decoder.getChannelData();

      for (int c = 0; c < channels; c++) {
        int[] values = data[c].getOutput();

        for (int i = 0; i < samples; i++) {
          block[i * channels + c] = values[i] * scale;
        }
      }

      decodedSamples += frameFailed ? 0 : samples;
      failedSamples += frameFailed ? samples : 0;
      return samples;
    }

    @Override
    public double lostShare() {
      // Without a stated length only the frames that failed are known to be lost.
      long total =
          info.getTotalSamples() != TOTAL_UNKNOWN
              ? info.getTotalSamples()
              : decodedSamples
                  + failedSamples
                  + (long) decoder.getBadFrames() * info.getMaxBlockSize();
      return total == 0 ? 0 : Math.max(0, 1 - (double) decodedSamples / total);
    }

    /**
     * jFLAC returns a frame of zeros on a checksum error and reports the error only to listeners.
     */
    private final class ErrorListener implements FrameListener {

      @Override
      public void processMetadata(Metadata metadata) {}

      @Override
      public void processFrame(Frame frame) {}

      @Override
      public void processError(String message) {
        frameFailed |= message.startsWith("CRC");
      }
    }
  }
}
