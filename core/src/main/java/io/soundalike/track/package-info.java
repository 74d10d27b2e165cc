/** Identity of a song (the SHA-256 hash of its file) and what its tags say. */
@NullMarked
package io.soundalike.track;

import org.jspecify.annotations.NullMarked;
