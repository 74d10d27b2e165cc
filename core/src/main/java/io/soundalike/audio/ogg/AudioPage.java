package io.soundalike.audio.ogg;

import java.util.List;

/**
 * What a page adds to a stream.
 *
 * @param packets those that end on the page
 * @param granule position behind the last of them, in units of the codec; -1: not stated
 * @param last whether the stream ends with the page
 */
record AudioPage(List<byte[]> packets, long granule, boolean last) {}
