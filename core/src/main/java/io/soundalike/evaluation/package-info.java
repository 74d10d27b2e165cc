/** How good the neighbours are. */
@NullMarked
package io.soundalike.evaluation;

import org.jspecify.annotations.NullMarked;
