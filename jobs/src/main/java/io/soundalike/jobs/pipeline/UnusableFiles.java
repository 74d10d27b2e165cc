package io.soundalike.jobs.pipeline;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.LatestTracks;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The files of the latest inventory that could not be used, collected once a run.
 *
 * @param files in no particular order
 */
record UnusableFiles(List<UnusableFile> files) {

  /**
   * One of them.
   *
   * @param path URI of the file
   * @param fault name of the {@link AudioFault}
   * @param detail what was wrong, if known
   * @param json path and fault as JSON
   */
  record UnusableFile(String path, String fault, @Nullable String detail, String json) {}

  /** Reads them from inventory and features. */
  static UnusableFiles collect(JobContext context) throws IOException {
    return new UnusableFiles(
        LatestTracks.unusable(context)
            .withColumn("json", functions.to_json(functions.struct("path", "fault")))
            .select("path", "fault", "detail", "json")
            .collectAsList()
            .stream()
            .map(
                row ->
                    new UnusableFile(
                        row.getString(0), row.getString(1), row.getString(2), row.getString(3)))
            .toList());
  }

  /** Files whose bytes could not be read; the next run tries them again. */
  long unread() {
    return files.stream().filter(file -> file.fault().equals(AudioFault.UNREADABLE.name())).count();
  }

  /** Files that cannot be used. */
  long quarantined() {
    return files.size() - unread();
  }
}
