package io.soundalike.audio.ogg;

import io.soundalike.audio.MagicBytes;
import org.jspecify.annotations.Nullable;

/** Codecs of Ogg streams, recognised by the first bytes of the first packet. */
enum OggCodec {
  VORBIS("Vorbis", "\u0001vorbis"),
  SPEEX("Speex", "Speex   "),
  OPUS("Opus", "OpusHead"),
  FLAC("FLAC", "\u007fFLAC"),
  CELT("CELT", "CELT    "),
  PCM("PCM", "PCM     "),
  THEORA("Theora", "\u0080theora"),
  DIRAC("Dirac", "BBCD\0"),
  VP8("VP8", "OVP80"),
  OGM_VIDEO("OGM video", "\u0001video"),
  OGM_AUDIO("OGM audio", "\u0001audio"),
  KATE("Kate", "\u0080kate\0\0\0"),
  SKELETON("Skeleton", "fishead\0");

  private final String codecName;
  private final String signature;

  OggCodec(String codecName, String signature) {
    this.codecName = codecName;
    this.signature = signature;
  }

  /** Name of the codec, such as {@code "Vorbis"}. */
  String codecName() {
    return codecName;
  }

  /** Whether {@link OggSource} decodes the codec. */
  boolean isDecodable() {
    return this == VORBIS || this == OPUS || this == FLAC;
  }

  /** Codec of a stream; null if it is unknown. */
  static @Nullable OggCodec of(byte[] firstPacket) {
    for (OggCodec codec : values()) {
      if (MagicBytes.ascii(firstPacket, 0, codec.signature.length()).equals(codec.signature)) {
        return codec;
      }
    }

    return null;
  }
}
