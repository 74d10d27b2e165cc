package io.soundalike.jobs.inventory;

import org.jspecify.annotations.Nullable;

/**
 * A file that a walk through folders found, or a folder that could not be listed.
 *
 * @param path URI, as in the inventory's column path
 * @param length in bytes
 * @param modifiedMs time of last modification, since 1970-01-01 UTC, in ms
 * @param isFolder whether it is a folder that could not be listed
 * @param problem why it cannot be read; null if no reason is known
 */
record ListedFile(
    String path, long length, long modifiedMs, boolean isFolder, @Nullable String problem) {

  static ListedFile readable(String path, long length, long modifiedMs) {
    return new ListedFile(path, length, modifiedMs, false, null);
  }

  static ListedFile unreadable(String path, String problem) {
    return new ListedFile(path, 0, 0, false, problem);
  }

  static ListedFile unlistedFolder(String path, String reason) {
    return new ListedFile(path, 0, 0, true, "the folder cannot be listed: " + reason);
  }

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
