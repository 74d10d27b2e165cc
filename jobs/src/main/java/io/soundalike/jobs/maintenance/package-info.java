/** Maintenance of a catalogue: merging small files and deleting what older runs left. */
@NullMarked
package io.soundalike.jobs.maintenance;

import org.jspecify.annotations.NullMarked;
