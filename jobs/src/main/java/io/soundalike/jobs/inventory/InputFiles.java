package io.soundalike.jobs.inventory;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.FileSystems;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.report.OtherKinds;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of the inputs: those that are inputs themselves, and those in folders that have a
 * listed extension. Each path is there once.
 */
final class InputFiles {

  private final Settings settings;
  private final Map<String, AudioFileRow> rows = new TreeMap<>();
  private final Map<String, String> otherKinds = new HashMap<>();

  private InputFiles(Settings settings) {
    this.settings = settings;
  }

  /**
   * Lists folders, globs and single files; no file is read.
   *
   * @throws UserException of NO_INPUT if an input does not exist, or if there is no song
   */
  static InputFiles list(JobContext context, List<String> inputs) throws IOException {
    InputFiles files = new InputFiles(context.settings());
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();

    for (String input : inputs) {
      files.add(input, FileSystems.open("--input", input, SongFiles.path(input), hadoop));
    }

    if (files.rows.isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "There is no song in %s: no file name ends in %s%s; check --input, or add to"
                  + " inventory.extensions.",
              String.join(" and ", inputs),
              String.join(", ", context.settings().inventory().extensions()),
              files.otherKinds.isEmpty()
                  ? ""
                  : ", but there are " + OtherKinds.text(files.otherKinds())));
    }

    return files;
  }

  /** Rows without identity and tags, in order of paths; those that cannot be read have a fault. */
  List<AudioFileRow> rows() {
    return new ArrayList<>(rows.values());
  }

  /** Number of files in folders that are audio of kinds that are not listed, by extension. */
  Map<String, Long> otherKinds() {
    return otherKinds.values().stream()
        .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
  }

  private void add(String input, FileSystem fs) throws IOException {
    Path path = SongFiles.path(input);
    FileStatus[] roots =
        fs.exists(path)
            ? new FileStatus[] {fs.getFileStatus(path)}
            : fs.globStatus(path, match -> !HiddenNames.contain(match.getName()));

    if (roots == null || roots.length == 0) {
      throw new UserException(
          ExitCode.NO_INPUT, "The input " + input + " does not exist; check --input.");
    }

    for (FileStatus root : roots) {
      if (root.isFile()) {
        put(HadoopFolders.file(root));
      } else if (fs instanceof LocalFileSystem) {
        LocalFolders.walk(java.nio.file.Path.of(root.getPath().toUri().getPath()), this::addFound);
      } else {
        HadoopFolders.walk(fs, root.getPath(), this::addFound);
      }
    }
  }

  private void addFound(ListedFile file) {
    String extension = AudioKinds.extension(file.name());

    if (file.isFolder() || isSong(file.name())) {
      put(file);
    } else if (AudioKinds.contain(extension)) {
      otherKinds.put(file.path(), extension);
    }
  }

  private void put(ListedFile file) {
    rows.put(file.path(), row(file, settings.audio().maxBytes()));
  }

  private boolean isSong(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return settings.inventory().extensions().stream()
        .anyMatch(extension -> lower.endsWith("." + extension));
  }

  /** The row of a file, with a fault if it is known to be unusable. */
  static AudioFileRow row(ListedFile file, long maxBytes) {
    AudioFileRow row = new AudioFileRow();
    row.setPath(file.path());
    row.setLength(file.length());
    row.setModifiedMs(file.modifiedMs());

    if (file.problem() != null) {
      row.setFault(AudioFault.UNREADABLE.name());
      row.setDetail(file.problem());
    } else if (file.length() == 0) {
      row.setFault(AudioFault.EMPTY.name());
      row.setDetail("the file has no bytes");
    } else if (file.length() > maxBytes) {
      row.setFault(AudioFault.TOO_BIG.name());
      row.setDetail(file.length() + " bytes, at most " + maxBytes + " are read");
    }

    return row;
  }
}
