/** Apple Lossless (ALAC): packets to samples. Containers such as MP4 find the packets. */
@NullMarked
package io.soundalike.audio.alac;

import org.jspecify.annotations.NullMarked;
