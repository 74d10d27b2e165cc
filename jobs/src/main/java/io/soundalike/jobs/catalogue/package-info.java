/**
 * The directory of a catalogue: its tables, runs, manifests and models. The only package that
 * builds or parses a path of a catalogue.
 */
@NullMarked
package io.soundalike.jobs.catalogue;

import org.jspecify.annotations.NullMarked;
