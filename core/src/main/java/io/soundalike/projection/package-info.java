/** Many dimensions to two: the map. */
@NullMarked
package io.soundalike.projection;

import org.jspecify.annotations.NullMarked;
