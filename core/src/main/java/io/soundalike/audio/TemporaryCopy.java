package io.soundalike.audio;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Copy of a stream in a temporary file, for formats whose header may stand behind the samples. The
 * file is deleted when the copy is closed, also if the JVM ends before.
 */
public final class TemporaryCopy implements Closeable {

  private final FileChannel channel;

  private TemporaryCopy(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads a stream to its end.
   *
   * @param in read from where it is; not closed
   * @throws IOException if the stream cannot be read or the temporary folder cannot be written
   */
  public static TemporaryCopy of(InputStream in) throws IOException {
    Path file = Files.createTempFile("soundalike-", ".audio");

    try {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return new TemporaryCopy(
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** The bytes of the stream from where it was when it was copied; closed with the copy. */
  public SeekableByteChannel channel() {
    return channel;
  }

  /**
   * The bytes from an offset to the end. Streams and {@link #channel} share one position: one of
   * them is read at a time.
   */
  public InputStream streamFrom(long offset) throws IOException {
    return Channels.newInputStream(channel.position(offset));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
