/** Ward linkage, dendrograms and Newick text; cluster numbers, profiles and agreement. */
@NullMarked
package io.soundalike.clustering;

import org.jspecify.annotations.NullMarked;
