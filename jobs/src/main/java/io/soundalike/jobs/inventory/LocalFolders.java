package io.soundalike.jobs.inventory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lists the files of local folders and their subfolders, each folder once: of a folder and a
 * symbolic link to it the folder is walked, and a link to a folder that contains the link is not
 * followed. Hidden folders are passed over. What cannot be listed is reported and does not end the
 * walk.
 *
 * <p>It does not use Hadoop's local file system, which follows links in circles, drops names that
 * are not UTF-8, and starts a process for each file to read its permissions.
 */
final class LocalFolders {

  private final Set<Path> walked = new HashSet<>();
  private final Deque<Path> folders = new ArrayDeque<>();

  /** Taken after all folders, so that songs are known by the paths of their real folders. */
  private final Deque<Path> links = new ArrayDeque<>();

  private final Consumer<ListedFile> files;

  private LocalFolders(Consumer<ListedFile> files) {
    this.files = files;
  }

  /**
   * Passes every file below a folder to a consumer.
   *
   * @param root absolute
   */
  static void walk(Path root, Consumer<ListedFile> files) {
    LocalFolders folders = new LocalFolders(files);
    folders.folders.add(root);
    folders.walk();
  }

  private void walk() {
    while (!folders.isEmpty() || !links.isEmpty()) {
      Path folder = folders.isEmpty() ? links.remove() : folders.remove();

      try {
        if (walked.add(folder.toRealPath())) {
          entries(folder).forEach(this::visit);
        }
      } catch (IOException e) {
        report(folder, e);
      }
    }
  }

  /** The entries of a folder, sorted. */
  private List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();

    try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
      listing.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }

    Collections.sort(entries);
    return entries;
  }

  private void visit(Path entry) {
    if (HiddenNames.contain(entry.getFileName().toString())) {
      return;
    }

    try {
      BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);

      if (!attributes.isDirectory()) {
        files.accept(file(entry, attributes));
      } else if (!Files.isSymbolicLink(entry)) {
        folders.add(entry);
      } else if (!Objects.requireNonNull(entry.getParent())
          .toRealPath()
          .startsWith(entry.toRealPath())) {
        links.add(entry);
      }
    } catch (IOException e) {
      files.accept(ListedFile.unreadable(uri(entry), problem(entry, e)));
    }
  }

  private static ListedFile file(Path file, BasicFileAttributes attributes) {
    FileNameText name = FileNameText.of(file);
    String uri = "file:" + name.text();

    if (name.problem() != null) {
      return ListedFile.unreadable(uri, name.problem());
    } else if (!attributes.isRegularFile()) {
      return ListedFile.unreadable(uri, "it is a pipe, a socket or a device, and no file");
    }

    return ListedFile.readable(uri, attributes.size(), attributes.lastModifiedTime().toMillis());
  }

  private void report(Path folder, IOException e) {
    files.accept(ListedFile.unlistedFolder(uri(folder), reason(e)));
  }

  private static String problem(Path entry, IOException e) {
    return Files.isSymbolicLink(entry)
        ? "the symbolic link leads to no file that can be read: " + reason(e)
        : reason(e);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }

    return String.valueOf(e.getMessage());
  }

  private static String uri(Path path) {
    return "file:" + FileNameText.of(path).text();
  }
}
