/**
 * {@link io.soundalike.submit.Main}, the entry point of the launcher and of spark-submit, and the
 * only class that ends the process.
 */
@NullMarked
package io.soundalike.submit;

import org.jspecify.annotations.NullMarked;
