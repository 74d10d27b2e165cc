/**
 * Spark jobs. The packages stand in the order of the data, from {@code table} and {@code catalogue}
 * to {@code pipeline}, and depend only on earlier ones.
 */
@NullMarked
package io.soundalike.jobs;

import org.jspecify.annotations.NullMarked;
