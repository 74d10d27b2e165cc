/**
 * Numerical helpers without a domain: statistics, medians, top-k selection and growable primitive
 * lists.
 */
@NullMarked
package io.soundalike.math;

import org.jspecify.annotations.NullMarked;
