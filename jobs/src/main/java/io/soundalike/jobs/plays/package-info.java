/**
 * What listeners played: read, learned from by alternating least squares, and blended with sound.
 */
@NullMarked
package io.soundalike.jobs.plays;

import org.jspecify.annotations.NullMarked;
