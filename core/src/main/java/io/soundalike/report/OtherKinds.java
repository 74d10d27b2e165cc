package io.soundalike.report;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

/** Words for files that were found and are of no kind that is read. */
public final class OtherKinds {

  private OtherKinds() {}

  /**
   * A sentence such as "12 files of kinds that are not read: wma 9, ape 3", the most frequent kind
   * first.
   *
   * @param files number of files by extension; not empty
   */
  public static String text(Map<String, Long> files) {
    long all = files.values().stream().mapToLong(Long::longValue).sum();
    return files.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(kind -> kind.getKey() + " " + kind.getValue())
        .collect(
            Collectors.joining(
                ", ",
                Plural.of(all, "file")
                    + " of "
                    + (files.size() == 1 ? "a kind that is" : "kinds that are")
                    + " not read: ",
                ""));
  }
}
