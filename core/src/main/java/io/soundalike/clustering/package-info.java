/** Ward linkage, its dendrogram and Newick text; stable cluster numbers and cluster profiles. */
@NullMarked
package io.soundalike.clustering;

import org.jspecify.annotations.NullMarked;
