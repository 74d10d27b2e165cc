package io.soundalike.audio.mp4;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.PacketDecoder;
import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.aac.AacDecoder;
import io.soundalike.audio.alac.AlacDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a track and its configuration.
 *
 * <p>References: ISO/IEC 14496-12 and 14496-14, sample description box; Apple, QuickTime File
 * Format, 2001
 */
final class SampleEntry {

  /** Version, flags and number of entries of the sample description box. */
  private static final int DESCRIPTION_HEADER_BYTES = 8;

  /** Fields of an entry of version 0, and what later versions of QuickTime add. */
  private static final int FIELD_BYTES = 28;

  private static final int[] ADDED_BYTES = {0, 16, 36};
  private static final int VERSION_OFFSET = 8;

  /** Version and flags of a box. */
  private static final int VERSION_BYTES = 4;

  /** A configuration has some tens of bytes. */
  private static final int MAX_CONFIG_BYTES = 1 << 16;

  private static final int AAC = 0x40;

  /** MPEG-2 AAC of the profiles Main, Low Complexity and Scalable Sampling Rate. */
  private static final List<Integer> MPEG_2_AAC = List.of(0x66, 0x67, 0x68);

  private static final Map<String, String> CODECS =
      Map.ofEntries(
          Map.entry("ac-3", "AC-3"),
          Map.entry("ec-3", "Enhanced AC-3"),
          Map.entry("ac-4", "AC-4"),
          Map.entry("Opus", "Opus"),
          Map.entry("fLaC", "FLAC"),
          Map.entry("samr", "AMR"),
          Map.entry("sawb", "AMR wideband"),
          Map.entry(".mp3", "MP3"),
          Map.entry("dtsc", "DTS"),
          Map.entry("mha1", "MPEG-H 3D audio"),
          Map.entry("sowt", "PCM"),
          Map.entry("twos", "PCM"),
          Map.entry("in24", "PCM"),
          Map.entry("in32", "PCM"),
          Map.entry("fl32", "PCM"),
          Map.entry("lpcm", "PCM"),
          Map.entry("ipcm", "PCM"),
          Map.entry("raw ", "PCM"),
          Map.entry("ima4", "IMA ADPCM"));

  private static final Map<Integer, String> CODECS_OF_OBJECT_TYPES =
      Map.of(0x69, "MP3", 0x6B, "MP3", 0xA5, "AC-3", 0xA6, "Enhanced AC-3", 0xDD, "Vorbis");

  private final BoxReader reader;
  private final Box entry;

  private SampleEntry(BoxReader reader, Box entry) {
    this.reader = reader;
    this.entry = entry;
  }

  /**
   * Reads the first entry of a sample description; null if there is none.
   *
   * @param sampleTable the track's box {@code stbl}
   */
  static @Nullable SampleEntry read(BoxReader reader, Box sampleTable)
      throws IOException, UndecodableException {
    Box description = reader.find(sampleTable, "stsd");

    if (description == null) {
      return null;
    }

    List<Box> entries = reader.children(description.from(DESCRIPTION_HEADER_BYTES));
    return entries.isEmpty() ? null : new SampleEntry(reader, entries.get(0));
  }

  /**
   * A decoder of the track's packets.
   *
   * @throws UndecodableException if the codec is not supported, or its configuration not valid
   */
  PacketDecoder openDecoder() throws IOException, UndecodableException {
    return switch (entry.type()) {
      case "alac" -> new AlacDecoder(configuration("alac"));
      case "mp4a" -> openMpeg4(Descriptors.read(configuration("esds")));
      case "drms", "enca" ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED, "MP4 that is protected by DRM is not supported");
      default ->
          throw unsupported(
              CODECS.getOrDefault(entry.type(), "the codec '" + entry.type().strip() + "'"));
    };
  }

  private static PacketDecoder openMpeg4(Descriptors descriptors) throws UndecodableException {
    int type = descriptors.objectType();

    if (type == AAC || MPEG_2_AAC.contains(type)) {
      return new AacDecoder(descriptors.specificInfo());
    }

    throw unsupported(
        CODECS_OF_OBJECT_TYPES.getOrDefault(
            type, String.format(Locale.ROOT, "MPEG-4 audio of the object type 0x%02X", type)));
  }

  private static UndecodableException unsupported(String codec) {
    return new UndecodableException(AudioFault.UNSUPPORTED, codec + " in MP4 is not supported");
  }

  /** The contents of a box in the entry, or in the box {@code wave} that QuickTime puts there. */
  private byte[] configuration(String type) throws IOException, UndecodableException {
    Box extensions = entry.from(FIELD_BYTES + addedBytes());
    Box box = reader.find(extensions, type);
    box = box == null ? reader.find(extensions, "wave", type) : box;

    if (box == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "MP4 without the configuration of its codec " + entry.type());
    }

    ByteBuffer bytes = reader.read(box.from(VERSION_BYTES), MAX_CONFIG_BYTES);
    byte[] configuration = new byte[bytes.remaining()];
    bytes.get(configuration);
    return configuration;
  }

  private int addedBytes() throws IOException {
    ByteBuffer fields = reader.read(entry, FIELD_BYTES);
    int version = fields.limit() < FIELD_BYTES ? 0 : fields.getShort(VERSION_OFFSET);
    return version > 0 && version < ADDED_BYTES.length ? ADDED_BYTES[version] : 0;
  }
}
