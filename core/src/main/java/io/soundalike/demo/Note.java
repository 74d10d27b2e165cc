package io.soundalike.demo;

/**
 * One note of a score.
 *
 * @param startBeats from the song's start
 * @param lengthBeats until the key is let go
 * @param midi pitch, 60 = middle C; of drums: which drum
 * @param velocity 0 to 1
 */
record Note(double startBeats, double lengthBeats, int midi, double velocity) {}
