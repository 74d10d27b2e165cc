/**
 * The convolutional autoencoder: what it is, how it is kept, and how it encodes. The only place in
 * core that sees DL4J.
 */
@NullMarked
package io.soundalike.model;

import org.jspecify.annotations.NullMarked;
