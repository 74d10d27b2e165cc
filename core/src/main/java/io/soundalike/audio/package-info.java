/**
 * Audio files to samples: format detection, decoding, channel mixing and resampling. The only
 * package, with its subpackages, that uses JLayer and the other decoding libraries.
 */
@NullMarked
package io.soundalike.audio;

import org.jspecify.annotations.NullMarked;
