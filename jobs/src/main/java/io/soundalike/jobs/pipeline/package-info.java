/** The pipeline: its stages and their registry, the plan of a run, and its counts. */
@NullMarked
package io.soundalike.jobs.pipeline;

import org.jspecify.annotations.NullMarked;
