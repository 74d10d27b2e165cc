/**
 * Audio files to samples: decoding, mixing to one channel, resampling. The only place that sees
 * JLayer and the other decoders.
 */
@NullMarked
package io.soundalike.audio;

import org.jspecify.annotations.NullMarked;
