/**
 * Recommendation scores from audio distances, from factors of played songs, and from both; ranking
 * metrics.
 */
@NullMarked
package io.soundalike.recommendation;

import org.jspecify.annotations.NullMarked;
