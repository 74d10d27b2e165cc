/**
 * Settings: HOCON documents to a validated tree of records, and the fingerprints of the settings
 * that each stage depends on.
 */
@NullMarked
package io.soundalike.settings;

import org.jspecify.annotations.NullMarked;
