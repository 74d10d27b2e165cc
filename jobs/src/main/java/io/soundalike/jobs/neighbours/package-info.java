/** Stage 5: the songs of a run as an index of distances, and the nearest neighbours of each. */
@NullMarked
package io.soundalike.jobs.neighbours;

import org.jspecify.annotations.NullMarked;
