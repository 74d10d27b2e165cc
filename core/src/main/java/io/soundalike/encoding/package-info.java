/** From samples to files: for the demo's songs, and for copies that songs are to be known by. */
@NullMarked
package io.soundalike.encoding;

import org.jspecify.annotations.NullMarked;
