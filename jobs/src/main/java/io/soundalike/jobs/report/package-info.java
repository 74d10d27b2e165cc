/** Stage 7: collects the data of the report, renders it, and writes portable reports. */
@NullMarked
package io.soundalike.jobs.report;

import org.jspecify.annotations.NullMarked;
