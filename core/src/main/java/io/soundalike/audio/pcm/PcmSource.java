package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;

/** Decodes uncompressed samples: integers of 8 to 32 bits, floats of 32 or 64 bits. */
final class PcmSource implements SampleSource {

  private static final int BLOCK_SAMPLES = 4096;

  private final AudioInputStream in;
  private final AudioFormat format;
  private final long announcedSamples;
  private final int sampleBytes;
  private byte[] bytes = new byte[0];
  private ByteBuffer view = ByteBuffer.wrap(bytes);
  private float[] block = new float[0];
  private long decodedSamples;

  /**
   * @param announcedSamples samples of each channel that the header states; 0 if unknown
   */
  PcmSource(AudioInputStream in, long announcedSamples) throws UndecodableException {
    this.in = in;
    this.format = in.getFormat();
    this.announcedSamples = announcedSamples;
    int channels = format.getChannels();
    this.sampleBytes = channels > 0 ? format.getFrameSize() / channels : 0;

    if (!isSupported(format, sampleBytes)) {
      throw new UndecodableException(AudioFault.UNSUPPORTED, "unsupported samples: " + format);
    }
  }

  private static boolean isSupported(AudioFormat format, int sampleBytes) {
    Encoding encoding = format.getEncoding();
    boolean isInteger =
        encoding.equals(Encoding.PCM_SIGNED)
            || encoding.equals(Encoding.PCM_UNSIGNED) && sampleBytes == 1;
    boolean isFloat = encoding.equals(Encoding.PCM_FLOAT) && (sampleBytes == 4 || sampleBytes == 8);
    return isFloat || isInteger && sampleBytes >= 1 && sampleBytes <= 4;
  }

  @Override
  public int sampleRateHz() {
    return Math.round(format.getSampleRate());
  }

  @Override
  public int channels() {
    return format.getChannels();
  }

  @Override
  public float[] block() {
    return block;
  }

  @Override
  public int next() throws IOException {
    // Allocated here, after the channel count was validated: headers may claim any number.
    if (bytes.length == 0) {
      bytes = new byte[BLOCK_SAMPLES * format.getFrameSize()];
      block = new float[BLOCK_SAMPLES * format.getChannels()];
      view =
          ByteBuffer.wrap(bytes)
              .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    int read = in.readNBytes(bytes, 0, bytes.length);
    int samples = read / format.getFrameSize();
    int values = samples * channels();
    boolean isFloat = format.getEncoding().equals(Encoding.PCM_FLOAT);

    for (int i = 0; i < values; i++) {
      block[i] = isFloat ? readFloat(i * sampleBytes) : readInteger(i * sampleBytes);
    }

    decodedSamples += samples;
    return samples;
  }

  @Override
  public double lostShare() {
    return announcedSamples == 0 ? 0 : Math.max(0, 1 - (double) decodedSamples / announcedSamples);
  }

  private float readFloat(int at) {
    return sampleBytes == 4 ? view.getFloat(at) : (float) view.getDouble(at);
  }

  private float readInteger(int at) {
    return switch (sampleBytes) {
      case 1 ->
          (format.getEncoding().equals(Encoding.PCM_UNSIGNED)
                  ? (bytes[at] & 0xFF) - 128
                  : bytes[at])
              / 0x1p7f;
      case 2 -> view.getShort(at) / 0x1p15f;
      case 3 -> readInt24(at) / 0x1p23f;
      default -> view.getInt(at) / 0x1p31f;
    };
  }

  private int readInt24(int at) {
    return format.isBigEndian()
        ? bytes[at] << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at + 2] & 0xFF
        : bytes[at + 2] << 16 | (bytes[at + 1] & 0xFF) << 8 | bytes[at] & 0xFF;
  }
}
