package io.soundalike.jobs.catalogue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * A table whose rows are in groups: folders that runs have committed one by one. A run's first
 * group has the run's id, the others add a number to it. Groups sort by the time of their runs.
 */
public final class GroupedTable {

  /** Begins the name of each group's folder. */
  private static final String RUN = "run=";

  private final CommittedFolders folders;
  private final String folder;

  GroupedTable(CommittedFolders folders, String folder) {
    this.folders = folders;
    this.folder = folder;
  }

  /**
   * The name of a run's group.
   *
   * @param index from 0
   */
  public static String groupName(String runId, int index) {
    return index == 0 ? runId : String.format(Locale.ROOT, "%s-%06d", runId, index);
  }

  /** The folder name of the group that a row was read from, as {@link #groups} returns it. */
  public static Column groupColumn() {
    return functions.regexp_extract(functions.input_file_name(), "/(" + RUN + "[^/]+)/", 1);
  }

  /** The folder name of a group. */
  static String folderName(String group) {
    return RUN + group;
  }

  /** The table's name in messages: its folder below the catalogue. */
  public String name() {
    return folder;
  }

  /** The URI of a group that is to be written. */
  public String path(String group) {
    return folders.path(relative(folderName(group)));
  }

  private String relative(String group) {
    return folder + "/" + group;
  }

  /** Folder names of the committed groups, in order; empty if the table does not exist. */
  public List<String> groups() throws IOException {
    return groups(group -> true);
  }

  /** Folder names of the committed groups that are wanted, in order. */
  List<String> groups(Predicate<String> isWanted) throws IOException {
    return folders.committed(folder, isWanted);
  }

  /** Folder names of a run's committed groups, in order. */
  List<String> groupsOf(String runId) throws IOException {
    Pattern own = Pattern.compile(Pattern.quote(RUN + runId) + "(-[0-9]{6,})?");
    return folders.committed(folder, name -> own.matcher(name).matches());
  }

  /** Folder names of uncommitted groups of runs before a run. */
  List<String> uncommittedBefore(String runId) throws IOException {
    List<String> committed = groups();
    return before(runId).stream().filter(group -> !committed.contains(group)).toList();
  }

  /** Folder names of the groups of runs before a run, committed or not. */
  List<String> before(String runId) throws IOException {
    return folders.children(folder).stream()
        .filter(group -> group.compareTo(RUN + runId) < 0)
        .toList();
  }

  /** The rows of some groups. */
  public <T> Dataset<T> read(SparkSession spark, List<String> groups, Encoder<T> encoder) {
    return folders.read(spark, folder, groups, encoder);
  }

  /** What the first group of a run holds. */
  public FolderSize sizeOfRun(String runId) throws IOException {
    return size(folderName(runId));
  }

  /** What a group holds. */
  public FolderSize size(String group) throws IOException {
    return folders.size(relative(group));
  }

  /** Deletes groups. */
  public void delete(List<String> groups) throws IOException {
    for (String group : groups) {
      folders.delete(relative(group));
    }
  }
}
