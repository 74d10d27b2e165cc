/** Exports of a run as CSV, MIREX and Newick files, and plots of one song. */
@NullMarked
package io.soundalike.jobs.export;

import org.jspecify.annotations.NullMarked;
