/**
 * ND4J: native acceleration, copies to and from native memory, and matrix products. Used by model
 * and neighbours.
 */
@NullMarked
package io.soundalike.nd4j;

import org.jspecify.annotations.NullMarked;
