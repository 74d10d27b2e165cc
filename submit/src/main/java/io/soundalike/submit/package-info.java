/**
 * The command line: one class for each subcommand, and {@link io.soundalike.submit.Main}, which
 * alone ends the process.
 */
@NullMarked
package io.soundalike.submit;

import org.jspecify.annotations.NullMarked;
