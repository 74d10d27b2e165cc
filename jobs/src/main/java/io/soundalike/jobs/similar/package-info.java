/** Songs like one song, or like several, which the catalogue may not even hold. */
@NullMarked
package io.soundalike.jobs.similar;

import org.jspecify.annotations.NullMarked;
