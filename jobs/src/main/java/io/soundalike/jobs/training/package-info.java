/** Stage 3: trains the autoencoder, jointly or for each song, and selects the model to use. */
@NullMarked
package io.soundalike.jobs.training;

import org.jspecify.annotations.NullMarked;
