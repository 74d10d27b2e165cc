/**
 * Rows of the tables between jobs. They are beans because Spark's bean encoder finds no columns in
 * records.
 */
@NullMarked
package io.soundalike.jobs.table;

import org.jspecify.annotations.NullMarked;
