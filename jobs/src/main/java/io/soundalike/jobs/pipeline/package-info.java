/** The pipeline: all stages in order, the plan of a run, its manifest and counts. */
@NullMarked
package io.soundalike.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
