/** MPEG audio: frames, the headers that describe a whole file, and their decoding by JLayer. */
@NullMarked
package io.soundalike.audio.mpeg;

import org.jspecify.annotations.NullMarked;
