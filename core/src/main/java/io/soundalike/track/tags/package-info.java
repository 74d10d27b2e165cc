/**
 * Tags of songs: ID3, APEv2, Vorbis comments, and the tags of RIFF, AIFF and MP4 files, read by
 * position and in bounded memory.
 */
@NullMarked
package io.soundalike.track.tags;

import org.jspecify.annotations.NullMarked;
