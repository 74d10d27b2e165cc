package io.soundalike.jobs.inventory;

import io.soundalike.jobs.execution.Retries;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the files of folders of any Hadoop file system, and of their subfolders. Hidden folders are
 * passed over. A subfolder that cannot be listed is reported and does not end the walk.
 */
final class HadoopFolders {

  private static final Logger LOG = LoggerFactory.getLogger(HadoopFolders.class);

  private HadoopFolders() {}

  /**
   * Passes every file below a folder to a consumer.
   *
   * @throws IOException if the folder itself cannot be listed
   */
  static void walk(FileSystem fs, Path root, Consumer<ListedFile> files) throws IOException {
    List<FileStatus> all;

    try {
      all = listAtOnce(fs, root);
    } catch (IOException e) {
      LOG.warn("{} cannot be listed at once; its folders are listed one by one", root, e);
      walkFolderByFolder(fs, root, files);
      return;
    }

    all.forEach(status -> files.accept(file(status)));
  }

  /** Object stores list a folder and its subfolders in one request. */
  private static List<FileStatus> listAtOnce(FileSystem fs, Path root) throws IOException {
    List<FileStatus> all = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(root, true /* recursive */);
    int rootLength = fs.makeQualified(root).toString().length();

    while (below.hasNext()) {
      FileStatus status = below.next();

      if (!HiddenNames.containPartOf(status.getPath().toString().substring(rootLength))) {
        all.add(status);
      }
    }

    return all;
  }

  private static void walkFolderByFolder(FileSystem fs, Path root, Consumer<ListedFile> files)
      throws IOException {
    Deque<Path> folders = new ArrayDeque<>();

    for (FileStatus status : list(fs, root)) {
      visit(status, folders, files);
    }

    while (!folders.isEmpty()) {
      Path folder = folders.remove();

      try {
        for (FileStatus status : list(fs, folder)) {
          visit(status, folders, files);
        }
      } catch (IOException e) {
        LOG.warn("{} cannot be listed", folder, e);
        files.accept(ListedFile.unlistedFolder(folder.toString(), String.valueOf(e.getMessage())));
      }
    }
  }

  private static FileStatus[] list(FileSystem fs, Path folder) throws IOException {
    return Retries.retry(() -> fs.listStatus(folder));
  }

  private static void visit(FileStatus status, Deque<Path> folders, Consumer<ListedFile> files) {
    if (HiddenNames.contain(status.getPath().getName())) {
      return;
    } else if (status.isDirectory()) {
      folders.add(status.getPath());
      return;
    }

    files.accept(file(status));
  }

  /** A file as its file system describes it. */
  static ListedFile file(FileStatus status) {
    return ListedFile.readable(
        status.getPath().toString(), status.getLen(), status.getModificationTime());
  }
}
