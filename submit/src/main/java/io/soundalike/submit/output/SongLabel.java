package io.soundalike.submit.output;

import io.soundalike.jobs.table.AudioFileRow;
import org.jspecify.annotations.Nullable;

/** The label of a song on a terminal and in a playlist. */
public final class SongLabel {

  private SongLabel() {}

  /**
   * Artist and title, or the file name without a title, on one line: control characters and
   * separators of lines become spaces.
   */
  public static String of(AudioFileRow file) {
    return line(label(file));
  }

  /** A text on one line. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
  }

  private static String label(AudioFileRow file) {
    String title = orEmpty(file.getTitle());

    if (title.isEmpty()) {
      return file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
    }

    return orEmpty(file.getArtist()).isEmpty() ? title : file.getArtist() + " - " + title;
  }

  private static String orEmpty(@Nullable String tag) {
    return tag == null ? "" : tag;
  }
}
