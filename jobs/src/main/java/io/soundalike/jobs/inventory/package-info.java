/** Stage 1: lists audio files, computes their identity and reads their tags. */
@NullMarked
package io.soundalike.jobs.inventory;

import org.jspecify.annotations.NullMarked;
