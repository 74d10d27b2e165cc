/**
 * Samples to features: the mel spectrogram for the network, the article's columns, and descriptors
 * of timbre, harmony and rhythm.
 */
@NullMarked
package io.soundalike.features;

import org.jspecify.annotations.NullMarked;
