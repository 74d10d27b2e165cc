/**
 * Ogg: its pages and packets, and the audio streams in them, Vorbis decoded by JOrbis.
 *
 * <p>References: RFC 3533 (Ogg); Xiph.Org, Vorbis I specification
 */
@NullMarked
package io.soundalike.audio.ogg;

import org.jspecify.annotations.NullMarked;
