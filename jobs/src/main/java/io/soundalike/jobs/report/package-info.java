/**
 * Stage 7: collects what the report shows, renders it, and writes portable copies with excerpts.
 */
@NullMarked
package io.soundalike.jobs.report;

import org.jspecify.annotations.NullMarked;
