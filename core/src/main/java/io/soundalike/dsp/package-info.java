/**
 * Signal processing on plain arrays: STFT, mel and chroma filters, DCT and decibels, with librosa's
 * names and defaults.
 */
@NullMarked
package io.soundalike.dsp;

import org.jspecify.annotations.NullMarked;
