/**
 * Audio files to samples: format detection, decoding, channel mixing, resampling. The only package
 * that uses JLayer and the other decoders.
 */
@NullMarked
package io.soundalike.audio;

import org.jspecify.annotations.NullMarked;
