/** The one place that reads configuration: HOCON in, a validated tree of records out. */
@NullMarked
package io.soundalike.settings;

import org.jspecify.annotations.NullMarked;
