/** Ogg: its pages, and the audio streams in them. */
@NullMarked
package io.soundalike.audio.ogg;

import org.jspecify.annotations.NullMarked;
