/** What a song is (its bytes) and what it is called (its tags). */
@NullMarked
package io.soundalike.track;

import org.jspecify.annotations.NullMarked;
