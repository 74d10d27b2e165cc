/**
 * The page that people read, and its pictures; templates stand among the resources and escape
 * whatever comes in.
 */
@NullMarked
package io.soundalike.report;

import org.jspecify.annotations.NullMarked;
