package io.soundalike.jobs.inventory;

import java.util.Locale;
import java.util.Set;

/** Names of files and folders that hold no songs: hidden ones, and those of systems. */
final class HiddenNames {

  /** Folders of archives of macOS, of Windows, of ext file systems, and of Synology, lower-case. */
  private static final Set<String> SYSTEM =
      Set.of("__macosx", "$recycle.bin", "system volume information", "lost+found", "@eadir");

  private HiddenNames() {}

  /**
   * Whether a name begins with a dot, as {@code .Trash-1000} and AppleDouble files do, or is a
   * system's.
   */
  static boolean contain(String name) {
    return name.startsWith(".") || SYSTEM.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a part of a path is hidden.
   *
   * @param path relative, with slashes
   */
  static boolean containPartOf(String path) {
    for (String part : path.split("/", -1)) {
      if (contain(part)) {
        return true;
      }
    }

    return false;
  }
}
