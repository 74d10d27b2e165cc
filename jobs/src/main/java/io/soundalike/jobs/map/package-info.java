/** Stage 6: the t-SNE map, k-means clusters on it, the dendrogram, and alternative maps. */
@NullMarked
package io.soundalike.jobs.map;

import org.jspecify.annotations.NullMarked;
