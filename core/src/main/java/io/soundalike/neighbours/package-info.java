/** Which songs lie close to which, exactly. */
@NullMarked
package io.soundalike.neighbours;

import org.jspecify.annotations.NullMarked;
