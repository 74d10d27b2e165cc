package io.soundalike.jobs.pipeline;

/**
 * What a stage would do.
 *
 * @param text one line for the operator
 * @param seconds how long it would take, estimated from earlier runs; 0 if no run has done such
 *     work
 */
record StagePlan(String text, double seconds) {}
