/**
 * ND4J: switching on native acceleration, off-heap arrays, and matrix products. The network, the
 * neighbours and nothing else use it.
 */
@NullMarked
package io.soundalike.nd4j;

import org.jspecify.annotations.NullMarked;
