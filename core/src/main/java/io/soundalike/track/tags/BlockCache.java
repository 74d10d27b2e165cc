package io.soundalike.track.tags;

import java.io.IOException;

/** Keeps the block that was read last, so that neighbouring short reads cost one request. */
final class BlockCache implements SeekableBytes {

  private static final int BLOCK_BYTES = 1 << 16;

  private final SeekableBytes file;
  private final byte[] block = new byte[BLOCK_BYTES];
  private long blockStart;
  private int blockLength;

  BlockCache(SeekableBytes file) {
    this.file = file;
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public void readFully(long position, byte[] buffer, int offset, int count) throws IOException {
    long at = position;
    int to = offset;

    while (to < offset + count) {
      load(at);
      int from = (int) (at - blockStart);
      int copied = Math.min(blockLength - from, offset + count - to);
      System.arraycopy(block, from, buffer, to, copied);
      at += copied;
      to += copied;
    }
  }

  private void load(long position) throws IOException {
    if (position >= blockStart && position < blockStart + blockLength) {
      return;
    }

    long start = position - position % BLOCK_BYTES;
    blockLength = 0;
    int length = (int) Math.min(BLOCK_BYTES, file.length() - start);
    file.readFully(start, block, 0, length);
    blockStart = start;
    blockLength = length;
  }
}
