/** Training: which songs train, their images epoch by epoch, and the two trainers. */
@NullMarked
package io.soundalike.jobs.training;

import org.jspecify.annotations.NullMarked;
