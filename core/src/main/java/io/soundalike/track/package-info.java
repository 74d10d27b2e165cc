/** Identity of a song (SHA-256 of its file) and its tags (ID3, Vorbis comments). */
@NullMarked
package io.soundalike.track;

import org.jspecify.annotations.NullMarked;
