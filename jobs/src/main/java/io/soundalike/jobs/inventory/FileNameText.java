package io.soundalike.jobs.inventory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The path of a local file as text. Names are bytes, which this Java may be unable to decode; then
 * it can open no file by their text.
 *
 * @param text the path; bytes that are not UTF-8 are written as {@code %} and two hex digits
 * @param problem why the file cannot be opened by its text; null if it can
 */
record FileNameText(String text, @Nullable String problem) {

  private static final String UNDECODED = "\uFFFD";

  /** Decodes an absolute path. */
  static FileNameText of(Path path) {
    String text = path.toString();

    if (!text.contains(UNDECODED)) {
      return new FileNameText(text, null);
    }

    byte[] bytes = bytes(path);

    try {
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return decoded.equals(text)
          ? new FileNameText(text, null)
          : new FileNameText(decoded, "this locale is not UTF-8; set LC_ALL=C.UTF-8 and run again");
    } catch (CharacterCodingException e) {
      return new FileNameText(
          escaped(bytes), "the name is not UTF-8; rename it to UTF-8, e.g. with convmv");
    }
  }

  /** The bytes of a path, from its URI, in which Java percent-encodes all that are not ASCII. */
  private static byte[] bytes(Path path) {
    String uri = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());

    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }

    return bytes.toByteArray();
  }

  /** Decodes the longest sequences of valid UTF-8 and escapes the bytes between them. */
  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();

    for (int start = 0; start < bytes.length; ) {
      int length = validLength(bytes, start);

      if (length == 0) {
        text.append(String.format(Locale.ROOT, "%%%02X", bytes[start]));
        start++;
      } else {
        text.append(new String(bytes, start, length, StandardCharsets.UTF_8));
        start += length;
      }
    }

    return text.toString();
  }

  /** Bytes of the character that starts here; 0 if none does. */
  private static int validLength(byte[] bytes, int start) {
    for (int length = 1; length <= 4 && start + length <= bytes.length; length++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        return length;
      } catch (CharacterCodingException e) {
        // Perhaps the character is longer.
      }
    }

    return 0;
  }
}
