/**
 * What all jobs share: the context, progress, exit codes, batches that commit one by one,
 * scheduling and retries.
 */
@NullMarked
package io.soundalike.jobs.execution;

import org.jspecify.annotations.NullMarked;
