/**
 * The convolutional autoencoder: its layers, losses, archive and encoder. The only package of core
 * that uses DL4J.
 */
@NullMarked
package io.soundalike.model;

import org.jspecify.annotations.NullMarked;
