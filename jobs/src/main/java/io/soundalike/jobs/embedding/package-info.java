/** Stage 4: encodes each song to its embedding. */
@NullMarked
package io.soundalike.jobs.embedding;

import org.jspecify.annotations.NullMarked;
