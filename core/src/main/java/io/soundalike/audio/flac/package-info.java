/** FLAC, decoded by jFLAC. */
@NullMarked
package io.soundalike.audio.flac;

import org.jspecify.annotations.NullMarked;
