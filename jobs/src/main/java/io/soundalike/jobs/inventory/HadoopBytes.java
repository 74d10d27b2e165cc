package io.soundalike.jobs.inventory;

import io.soundalike.track.tags.SeekableBytes;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * The bytes of a file on a Hadoop file system.
 *
 * @param in open file
 * @param length in bytes
 */
record HadoopBytes(FSDataInputStream in, long length) implements SeekableBytes {

  @Override
  public void readFully(long position, byte[] buffer, int offset, int count) throws IOException {
    in.readFully(position, buffer, offset, count);
  }
}
