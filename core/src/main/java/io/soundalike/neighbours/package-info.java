/** Distances between songs, component by component, and exact k-nearest-neighbour search. */
@NullMarked
package io.soundalike.neighbours;

import org.jspecify.annotations.NullMarked;
