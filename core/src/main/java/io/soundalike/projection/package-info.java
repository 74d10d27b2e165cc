/**
 * t-SNE: from distances or a k-nearest-neighbour graph to two dimensions, and the placement of new
 * points.
 */
@NullMarked
package io.soundalike.projection;

import org.jspecify.annotations.NullMarked;
