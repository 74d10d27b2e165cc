/**
 * Stage 3: trains the autoencoder by parameter averaging, or one network for each song, and chooses
 * the model to use.
 */
@NullMarked
package io.soundalike.jobs.training;

import org.jspecify.annotations.NullMarked;
