/** Evaluation of distances against labels, known pairs, degraded copies and held-out plays. */
@NullMarked
package io.soundalike.jobs.evaluation;

import org.jspecify.annotations.NullMarked;
