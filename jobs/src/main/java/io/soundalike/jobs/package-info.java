/**
 * Spark: one class for each job, in the order of the data; {@link io.soundalike.jobs.PipelineJob}
 * runs them all.
 */
@NullMarked
package io.soundalike.jobs;

import org.jspecify.annotations.NullMarked;
