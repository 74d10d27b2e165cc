/**
 * Audio files to samples: decoding, mixing to one channel, resampling. The only place that sees
 * JLayer.
 */
@NullMarked
package io.soundalike.audio;

import org.jspecify.annotations.NullMarked;
