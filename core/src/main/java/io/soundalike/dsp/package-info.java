/** Signal processing on plain arrays, with librosa's names and defaults. */
@NullMarked
package io.soundalike.dsp;

import org.jspecify.annotations.NullMarked;
