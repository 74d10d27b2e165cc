package io.soundalike.jobs.catalogue;

import com.typesafe.config.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of a run. A file is one path of the input; a song is one content, so that files with
 * equal bytes are one song. Console, summary, manifest and JSON output use these names and no
 * others.
 *
 * @param files files of the input, by what became of them
 * @param songs distinct songs, by what this run did with them
 * @param otherKinds number of audio files of kinds that are not read, by extension; they are not
 *     among the files found
 */
public record RunCounts(Files files, Songs songs, Map<String, Long> otherKinds) {

  /** The key of {@link #otherKinds} in the files of a run and in JSON output. */
  public static final String OTHER_KINDS = "otherKinds";

  /** Copies the kinds. */
  public RunCounts {
    otherKinds = Map.copyOf(otherKinds);
  }

  /**
   * Files of the input. {@code found = analysed + reused + quarantined + unread}.
   *
   * @param found files in the input
   * @param read new or changed files, whose identity and tags the inventory has read
   * @param analysed usable files whose song was analysed by this run
   * @param reused usable files whose song was analysed by an earlier run
   * @param quarantined files that cannot be used
   * @param unread files whose bytes could not be read; the next run tries them again
   */
  public record Files(
      long found, long read, long analysed, long reused, long quarantined, long unread) {

    /** Files whose song is analysed, by this run or an earlier one. */
    public long usable() {
      return analysed + reused;
    }
  }

  /**
   * Distinct songs.
   *
   * @param usable songs of the inventory that are analysed, by this run or an earlier one
   * @param analysed songs that this run has analysed
   * @param quarantined songs that this run could not analyse
   * @param encoded songs that this run has encoded
   */
  public record Songs(long usable, long analysed, long quarantined, long encoded) {

    private Songs withEncoded(long now) {
      return new Songs(usable, analysed, quarantined, now);
    }
  }

  /** The {@link #otherKinds} that JSON of a run holds; none if it lacks them. */
  public static Map<String, Long> readOtherKinds(Config json) {
    Map<String, Long> kinds = new TreeMap<>();

    if (json.hasPath(OTHER_KINDS)) {
      json.getObject(OTHER_KINDS)
          .forEach((kind, count) -> kinds.put(kind, ((Number) count.unwrapped()).longValue()));
    }

    return kinds;
  }

  /** The same after the encode stage. */
  public RunCounts withEncoded(long now) {
    return new RunCounts(files, songs.withEncoded(now), otherKinds);
  }

  /** All counts of files and songs by their keys in the manifest and in JSON output. */
  public Map<String, Long> toMap() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("filesFound", files.found());
    counts.put("filesRead", files.read());
    counts.put("filesAnalysed", files.analysed());
    counts.put("filesReused", files.reused());
    counts.put("filesQuarantined", files.quarantined());
    counts.put("filesUnread", files.unread());
    counts.put("songsUsable", songs.usable());
    counts.put("songsAnalysed", songs.analysed());
    counts.put("songsQuarantined", songs.quarantined());
    counts.put("songsEncoded", songs.encoded());
    return counts;
  }
}
