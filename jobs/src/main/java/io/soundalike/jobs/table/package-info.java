/**
 * Rows of all tables, and the names of all tables and files of a catalogue. Rows are JavaBeans
 * because Spark's bean encoder silently derives an empty schema from a record.
 */
@NullMarked
package io.soundalike.jobs.table;

import org.jspecify.annotations.NullMarked;
