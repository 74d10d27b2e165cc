/**
 * The convolutional autoencoder: layers, losses, archive and encoder. Only this package and nd4j
 * use DL4J.
 */
@NullMarked
package io.soundalike.model;

import org.jspecify.annotations.NullMarked;
