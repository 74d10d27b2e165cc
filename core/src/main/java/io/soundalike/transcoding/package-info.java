/**
 * Samples to audio files: WAV and MP3 encoders, and excerpts of songs. The only package that uses
 * jump3r.
 */
@NullMarked
package io.soundalike.transcoding;

import org.jspecify.annotations.NullMarked;
