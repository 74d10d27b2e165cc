package io.soundalike.demo;

/**
 * One note of a melody.
 *
 * @param startBeats start, in beats from the start of the part
 * @param lengthBeats time until the key is released, in beats
 * @param degree degree of the scale, 0 being the tonic
 * @param velocity loudness, 0 to 1
 */
record Note(double startBeats, double lengthBeats, int degree, double velocity) {}
