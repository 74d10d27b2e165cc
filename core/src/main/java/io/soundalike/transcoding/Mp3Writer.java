package io.soundalike.transcoding;

import de.sciss.jump3r.lowlevel.LameEncoder;
import io.soundalike.track.TrackTags;
import java.io.ByteArrayOutputStream;
import javax.sound.sampled.AudioFormat;

/** Encodes samples as a tagged MP3 with jump3r, a Java port of LAME. */
public final class Mp3Writer {

  private static final int BLOCK_SAMPLES = 1152 * 8;

  private Mp3Writer() {}

  /**
   * Encodes a song.
   *
   * @param channels {@code [1 or 2][samples]} in [-1, 1]; louder samples are clipped
   * @param sampleRateHz a sample rate of MPEG audio, from 8,000 to 48,000 Hz
   * @param kbps bit rate in kb/s
   * @param tags written as an ID3v2.4 tag unless all are null
   * @return the file's bytes
   */
  public static byte[] encode(float[][] channels, int sampleRateHz, int kbps, TrackTags tags) {
    byte[] pcm = Pcm.interleave(channels);
    AudioFormat format = Pcm.format(sampleRateHz, channels.length);
    int mode =
        channels.length == 1
            ? LameEncoder.CHANNEL_MODE_MONO
            : LameEncoder.CHANNEL_MODE_JOINT_STEREO;
    LameEncoder encoder = new LameEncoder(format, kbps, mode, LameEncoder.QUALITY_MIDDLE, false);
    ByteArrayOutputStream mp3 = new ByteArrayOutputStream();
    mp3.writeBytes(Id3v2Writer.encode(tags));
    byte[] block = new byte[Math.max(encoder.getMP3BufferSize(), 1 << 16)];
    int step = BLOCK_SAMPLES * Pcm.BYTES * channels.length;

    for (int at = 0; at < pcm.length; at += step) {
      int length = Math.min(step, pcm.length - at);
      int encoded = encoder.encodeBuffer(pcm, at, length, block);
      mp3.write(block, 0, encoded);
    }

    mp3.write(block, 0, encoder.encodeFinish(block));
    encoder.close();
    return mp3.toByteArray();
  }
}
