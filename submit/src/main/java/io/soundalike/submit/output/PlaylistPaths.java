package io.soundalike.submit.output;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How playlists name the files of songs: by the characters that the names have on disk, absolute or
 * relative to the playlist. Files that are not local are named by their URIs.
 *
 * <p>References: RFC 3986; RFC 8089
 *
 * @param folder the folder of the playlist, absolute; null for absolute names
 */
public record PlaylistPaths(@Nullable Path folder) {

  /** Every file by its absolute name. */
  public static final PlaylistPaths ABSOLUTE = new PlaylistPaths(null);

  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+:(?://[^/]*)?)");

  /** What may end a line for some reader of M3U8. */
  private static final Pattern LINE_BREAK =
      Pattern.compile("[\\n\\r\\f\\u000B\\u0085\\u2028\\u2029]");

  private static final String UNRESERVED = "-._~/";

  /**
   * Files by their names relative to a folder.
   *
   * @throws IOException if the folder does not exist
   */
  public static PlaylistPaths relativeTo(Path folder) throws IOException {
    return new PlaylistPaths(folder.toRealPath());
  }

  /**
   * The name of a file for M3U8, on one line: a name that holds a line break becomes a URI.
   *
   * @param path URI, as in the inventory's column path
   */
  String line(String path) {
    if (LINE_BREAK.matcher(path).find()) {
      return ABSOLUTE.uri(path);
    } else if (!path.startsWith("file:")) {
      return path;
    }

    String name = relative(local(path));
    // A number sign would make the line a comment, a colon make it a URI.
    return name.matches("(?s)[#\\s].*|[^/]*:.*") ? "./" + name : name;
  }

  /**
   * The name of a file as a URI: absolute, or a reference that is relative to the playlist. All
   * characters but letters, digits and {@code -._~/} are percent-encoded as the bytes of UTF-8.
   *
   * @param path URI, as in the inventory's column path
   */
  String uri(String path) {
    if (path.startsWith("file:")) {
      String name = relative(local(path));
      return (name.startsWith("/") ? "file://" : "") + encoded(name);
    }

    Matcher scheme = SCHEME.matcher(path);
    int start = scheme.lookingAt() ? scheme.end() : 0;
    return path.substring(0, start) + encoded(path.substring(start));
  }

  private static String local(String path) {
    return path.replaceFirst("^file:/*", "/");
  }

  private String relative(String name) {
    return folder == null ? name : folder.relativize(Path.of(name)).toString();
  }

  private static String encoded(String name) {
    StringBuilder text = new StringBuilder();

    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || UNRESERVED.indexOf(b) >= 0)) {
        text.append((char) b);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }

    return text.toString();
  }
}
