/**
 * Servers for the tests on real clusters: a {@code main} for each that has none of its own. Reads
 * and writes the folder that it is given; nothing here lands in the jar.
 */
@NullMarked
package io.soundalike.engines;

import org.jspecify.annotations.NullMarked;
