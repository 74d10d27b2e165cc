/** Queries: similar songs, paths between two songs, and the songs of each cluster. */
@NullMarked
package io.soundalike.jobs.query;

import org.jspecify.annotations.NullMarked;
