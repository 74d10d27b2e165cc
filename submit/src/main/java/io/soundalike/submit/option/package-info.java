/** Command-line options that several subcommands share. */
@NullMarked
package io.soundalike.submit.option;

import org.jspecify.annotations.NullMarked;
