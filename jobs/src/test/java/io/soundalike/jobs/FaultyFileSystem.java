package io.soundalike.jobs;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;

/** Local files under the scheme {@code faulty}, with storage errors that a test injects. */
public final class FaultyFileSystem extends RawLocalFileSystem {

  static final URI ROOT = URI.create("faulty:///");

  private static final Map<String, AtomicInteger> FAILING_OPENS = new ConcurrentHashMap<>();
  private static volatile String unlisted = "";
  private static volatile String full = "";
  private static volatile String torn = "";

  /** Registers the scheme with a session. */
  public static void register(Configuration hadoop) {
    hadoop.set("fs.faulty.impl", FaultyFileSystem.class.getName());
  }

  /** Removes all injected errors. */
  public static void heal() {
    FAILING_OPENS.clear();
    unlisted = "";
    full = "";
    torn = "";
  }

  /** Makes the next attempts to open files with this path ending fail. */
  public static void failOpening(String ending, int times) {
    FAILING_OPENS.put(ending, new AtomicInteger(times));
  }

  /** Makes listing folders with this path ending fail, as without permission. */
  public static void failListing(String ending) {
    unlisted = ending;
  }

  /** Makes writing below folders of this name fail, as on a full disk. */
  public static void fill(String folder) {
    full = "/" + folder + "/";
  }

  /**
   * Makes writing files with this in their names fail after the first byte, as if the process was
   * killed.
   */
  public static void tear(String name) {
    torn = name;
  }

  @Override
  public URI getUri() {
    return ROOT;
  }

  @Override
  public String getScheme() {
    return ROOT.getScheme();
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return plain(super.getFileStatus(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    if (!unlisted.isEmpty() && path.toString().endsWith(unlisted)) {
      throw new AccessControlException("Permission denied: " + path);
    }

    return Arrays.stream(super.listStatus(path))
        .map(FaultyFileSystem::plain)
        .toArray(FileStatus[]::new);
  }

  /** A status without permissions, which local files look up under the scheme {@code file}. */
  private static FileStatus plain(FileStatus status) {
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        1,
        status.getBlockSize(),
        status.getModificationTime(),
        status.getPath());
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    for (Map.Entry<String, AtomicInteger> failing : FAILING_OPENS.entrySet()) {
      if (path.toString().endsWith(failing.getKey()) && failing.getValue().getAndDecrement() > 0) {
        throw new IOException("Connection reset by peer");
      }
    }

    return super.open(path, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    refuseWhereFull(path);
    FSDataOutputStream out =
        super.create(path, overwrite, bufferSize, replication, blockSize, progress);
    return !torn.isEmpty() && path.getName().contains(torn) ? new Torn(out) : out;
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    refuseWhereFull(path);
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static void refuseWhereFull(Path path) throws IOException {
    if (!full.isEmpty() && path.toString().contains(full)) {
      throw new IOException("No space left on device");
    }
  }

  private static final class Torn extends FSDataOutputStream {

    private Torn(FSDataOutputStream out) throws IOException {
      super(out, null);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, 1);
      throw new IOException("The writer is killed");
    }
  }
}
