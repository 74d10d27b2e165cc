/** The subcommands, one class each. */
@NullMarked
package io.soundalike.submit.command;

import org.jspecify.annotations.NullMarked;
