/** MP4 and QuickTime files: their boxes, and the packets of an audio track. */
@NullMarked
package io.soundalike.audio.mp4;

import org.jspecify.annotations.NullMarked;
