/**
 * A catalogue of synthesised songs and a listening log, for the demo and for tests that need MP3s.
 */
@NullMarked
package io.soundalike.demo;

import org.jspecify.annotations.NullMarked;
