/** Recommendations from a log of plays: alternating least squares blended with audio similarity. */
@NullMarked
package io.soundalike.jobs.recommendation;

import org.jspecify.annotations.NullMarked;
