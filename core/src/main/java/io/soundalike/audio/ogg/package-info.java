/**
 * Ogg: its pages and packets, and the audio streams in them: Vorbis, decoded by JOrbis, Opus,
 * decoded by Concentus, and FLAC.
 *
 * <p>References: RFC 3533 (Ogg); Xiph.Org, Vorbis I specification; RFC 7845 (Opus in Ogg)
 */
@NullMarked
package io.soundalike.audio.ogg;

import org.jspecify.annotations.NullMarked;
