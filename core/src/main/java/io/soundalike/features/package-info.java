/**
 * Samples to numbers: the mel spectrogram that the network sees, and the features that people read.
 */
@NullMarked
package io.soundalike.features;

import org.jspecify.annotations.NullMarked;
