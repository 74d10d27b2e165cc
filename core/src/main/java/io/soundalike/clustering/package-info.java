/** The tree of songs: Ward linkage and its dendrogram. */
@NullMarked
package io.soundalike.clustering;

import org.jspecify.annotations.NullMarked;
