/** The Spark session, its deserialization filter, and sentences for storage failures. */
@NullMarked
package io.soundalike.submit.session;

import org.jspecify.annotations.NullMarked;
