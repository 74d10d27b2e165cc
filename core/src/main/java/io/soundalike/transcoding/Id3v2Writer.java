package io.soundalike.transcoding;

import io.soundalike.track.TrackTags;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes tags as ID3v2.4 text frames, in Latin-1 where it has all characters, otherwise in UTF-8.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.4.0 - Main Structure, 2000
 */
final class Id3v2Writer {

  private static final int VERSION = 4;
  private static final int LATIN_1 = 0;
  private static final int UTF_8 = 3;

  private Id3v2Writer() {}

  /** The tag's bytes; none if all fields are null. */
  static byte[] encode(TrackTags tags) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    // The order is part of the bytes of composed songs, and so of their track ids.
    addFrame(frames, "TALB", tags.album());
    addFrame(frames, "TCON", tags.genre());
    addFrame(frames, "TDRC", tags.year());
    addFrame(frames, "TIT2", tags.title());
    addFrame(frames, "TPE1", tags.artist());

    if (frames.size() == 0) {
      return new byte[0];
    }

    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.writeBytes(new byte[] {'I', 'D', '3', VERSION, 0, 0});
    tag.writeBytes(synchsafe(frames.size()));
    tag.writeBytes(frames.toByteArray());
    return tag.toByteArray();
  }

  private static void addFrame(ByteArrayOutputStream frames, String id, @Nullable String text) {
    if (text == null) {
      return;
    }

    boolean isLatin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    Charset charset = isLatin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] characters = text.getBytes(charset);
    frames.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
    frames.writeBytes(synchsafe(1 + characters.length));
    frames.writeBytes(new byte[] {0, 0, (byte) (isLatin ? LATIN_1 : UTF_8)});
    frames.writeBytes(characters);
  }

  /** A size in four bytes of seven bits each. */
  private static byte[] synchsafe(int size) {
    return new byte[] {
      (byte) (size >> 21 & 0x7F),
      (byte) (size >> 14 & 0x7F),
      (byte) (size >> 7 & 0x7F),
      (byte) (size & 0x7F)
    };
  }
}
