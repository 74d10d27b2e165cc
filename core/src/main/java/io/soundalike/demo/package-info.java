/**
 * A catalogue of composed songs, rendered and encoded by code, for the demo and for tests that need
 * MP3s.
 */
@NullMarked
package io.soundalike.demo;

import org.jspecify.annotations.NullMarked;
