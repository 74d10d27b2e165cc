/** Evaluation: what is known of songs beforehand, and which distances are asked about it. */
@NullMarked
package io.soundalike.jobs.evaluation;

import org.jspecify.annotations.NullMarked;
