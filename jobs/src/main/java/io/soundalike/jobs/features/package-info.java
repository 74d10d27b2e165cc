/** Stage 2: decodes and analyses songs, and the views of analysed songs that later stages read. */
@NullMarked
package io.soundalike.jobs.features;

import org.jspecify.annotations.NullMarked;
