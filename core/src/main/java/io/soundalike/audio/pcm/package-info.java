/** Uncompressed audio in its containers. */
@NullMarked
package io.soundalike.audio.pcm;

import org.jspecify.annotations.NullMarked;
