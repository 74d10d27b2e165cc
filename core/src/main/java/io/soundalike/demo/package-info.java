/**
 * A catalogue of songs composed, played and encoded by code: for the demo, and for every test that
 * needs MP3s.
 */
@NullMarked
package io.soundalike.demo;

import org.jspecify.annotations.NullMarked;
