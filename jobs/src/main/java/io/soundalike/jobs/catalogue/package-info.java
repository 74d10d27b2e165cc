/**
 * The directory of a catalogue: its committed folders, runs and models. The only package that
 * builds a path of a catalogue.
 */
@NullMarked
package io.soundalike.jobs.catalogue;

import org.jspecify.annotations.NullMarked;
