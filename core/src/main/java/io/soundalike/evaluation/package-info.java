/**
 * Retrieval metrics with confidence intervals, hubness, trustworthiness, baselines, and degraded
 * copies of recordings.
 */
@NullMarked
package io.soundalike.evaluation;

import org.jspecify.annotations.NullMarked;
