/**
 * Samples to features: the mel spectrogram that the network sees, the columns of the article, and
 * timbre descriptors.
 */
@NullMarked
package io.soundalike.features;

import org.jspecify.annotations.NullMarked;
