/** The HTML report with its charts and images. Templates are resources and escape every value. */
@NullMarked
package io.soundalike.report;

import org.jspecify.annotations.NullMarked;
