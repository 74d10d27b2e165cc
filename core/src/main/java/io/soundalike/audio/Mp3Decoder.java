package io.soundalike.audio;

import io.soundalike.settings.Settings;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes MPEG-1, 2 and 2.5 audio by JLayer. JLayer reports little of what it meets: it gives no
 * error for bytes that are no frame and loses frames in silence. So the bytes of the frames that
 * were decoded are counted, and a song counts as whole only if they make up the file, and if there
 * are as many frames as it announces.
 *
 * <p>The samples are those the song was encoded from, as far as the file says: the info frame is no
 * sound, and the encoder's delay and padding are dropped.
 */
public final class Mp3Decoder implements AudioDecoder {

  /** JLayer's full scale. */
  private static final float FULL_SCALE = 32700;

  /** Samples by which every decoder of layer III is late. */
  private static final int DECODER_DELAY_SAMPLES = 529;

  private static final int HEAD_BYTES = 256;
  private static final int FRAME_HEADER_BYTES = 4;

  /** Files of which less than this share is audio frames are something else. */
  private static final double NOT_AUDIO_FRACTION = 0.1;

  /** ID3v1, APE and Lyrics3 tags at the end, which are no damage. */
  private static final int TRAILER_BYTES = 16384;

  /** Consecutive frames that may fail before the rest is given up. */
  private static final int MAX_CONSECUTIVE_FAULTS = 1000;

  private final Settings.Audio audio;

  /**
   * @param audio channel, sample rate and limits
   */
  public Mp3Decoder(Settings.Audio audio) {
    this.audio = audio;
  }

  @Override
  public DecodeOutcome decode(InputStream in, long length) throws IOException {
    if (length == 0) {
      return new DecodeOutcome.Undecodable(AudioFault.EMPTY, "the file has no bytes");
    }

    if (length > audio.maxBytes()) {
      return new DecodeOutcome.Undecodable(
          AudioFault.TOO_BIG, length + " bytes, at most " + audio.maxBytes() + " are read");
    }

    ReadErrors readErrors = new ReadErrors(in);
    BufferedInputStream buffered = new BufferedInputStream(readErrors, 1 << 16);
    long tagBytes = Id3v2Header.skipAll(buffered);
    buffered.mark(HEAD_BYTES);
    LameInfo info = LameInfo.parse(buffered.readNBytes(HEAD_BYTES));
    buffered.reset();
    Song song = new Song(info);
    song.decode(new Bitstream(buffered));
    readErrors.rethrow();
    return song.outcome(length - tagBytes);
  }

  /** One song on its way through JLayer. */
  private final class Song {

    private final @Nullable LameInfo info;
    private final Decoder decoder = new Decoder();
    private @Nullable SampleSink sink;
    private int sampleRateHz;
    private int channels;
    private long decodedBytes;
    private long decodedFrames;
    private long faults;
    private boolean tooLong;

    Song(@Nullable LameInfo info) {
      this.info = info;
    }

    void decode(Bitstream bitstream) {
      boolean skipInfo = info != null;
      int consecutiveFaults = 0;

      while (consecutiveFaults < MAX_CONSECUTIVE_FAULTS && !tooLong) {
        try {
          Header header = bitstream.readFrame();

          if (header == null) {
            break;
          }

          if (skipInfo) {
            decodedBytes += frameBytes(header);
            skipInfo = false;
          } else {
            decodeFrame(header, bitstream);
          }

          consecutiveFaults = 0;
        } catch (BitstreamException e) {
          faults++;

          if (e.getErrorCode() == Bitstream.STREAM_EOF) {
            break;
          }

          consecutiveFaults++;
        } catch (JavaLayerException | RuntimeException e) {
          // JLayer throws ArrayIndexOutOfBounds and NullPointer on damaged frames: the frame is
          // lost.
          faults++;
          consecutiveFaults++;
        } finally {
          bitstream.closeFrame();
        }
      }
    }

    private void decodeFrame(Header header, Bitstream bitstream) throws JavaLayerException {
      SampleBuffer buffer = (SampleBuffer) decoder.decodeFrame(header, bitstream);

      if (sink == null) {
        sampleRateHz = buffer.getSampleFrequency();
        channels = buffer.getChannelCount();
        sink = newSink(header);
      }

      if (buffer.getSampleFrequency() == sampleRateHz && buffer.getChannelCount() == channels) {
        sink.accept(buffer.getBuffer(), buffer.getBufferLength(), FULL_SCALE);
        decodedBytes += frameBytes(header);
        decodedFrames++;
        tooLong = sink.seconds() > audio.maxSeconds();
      } else {
        faults++;
      }
    }

    private SampleSink newSink(Header header) {
      if (info == null || info.delaySamples() == 0) {
        return new SampleSink(audio, sampleRateHz, channels, 0, Long.MAX_VALUE);
      }

      int samplesPerFrame = header.version() == Header.MPEG1 ? 1152 : 576;
      long total = info.frames() * samplesPerFrame;
      long limit = total > 0 ? total - info.delaySamples() - info.paddingSamples() : Long.MAX_VALUE;
      return new SampleSink(
          audio, sampleRateHz, channels, info.delaySamples() + DECODER_DELAY_SAMPLES, limit);
    }

    DecodeOutcome outcome(long audioBytes) {
      double share = (double) decodedBytes / Math.max(1, audioBytes);

      if (sink == null || share < NOT_AUDIO_FRACTION && !tooLong) {
        return new DecodeOutcome.Undecodable(
            AudioFault.NOT_AUDIO, "no run of MPEG audio frames in " + audioBytes + " bytes");
      }

      if (tooLong) {
        return new DecodeOutcome.Undecodable(
            AudioFault.TOO_LONG, "longer than " + audio.maxSeconds() + " s");
      }

      long lost = audioBytes - decodedBytes;
      double damaged = lost <= TRAILER_BYTES && faults == 0 ? 0 : 1 - share;

      if (info != null && info.frames() > 0) {
        damaged = Math.max(damaged, 1 - (double) decodedFrames / info.frames());
      }

      if (damaged > audio.maxDamagedFraction()) {
        return new DecodeOutcome.Undecodable(
            AudioFault.DAMAGED,
            "%.0f %% cannot be decoded, at most %.0f %% may be lost"
                .formatted(100 * damaged, 100 * audio.maxDamagedFraction()));
      }

      return sink.finish();
    }

    private int frameBytes(Header header) {
      return header.calculate_framesize() + FRAME_HEADER_BYTES;
    }
  }

  /**
   * JLayer hides the stream's own failures; they are no fault of the song and must come out again.
   */
  private static final class ReadErrors extends java.io.FilterInputStream {

    private @Nullable IOException error;

    ReadErrors(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        error = e;
        throw e;
      }
    }

    void rethrow() throws IOException {
      if (error != null) {
        throw error;
      }
    }
  }
}
