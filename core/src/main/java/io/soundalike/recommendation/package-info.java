/** What a listener may like next: by the sound of what was played, by what others play, by both. */
@NullMarked
package io.soundalike.recommendation;

import org.jspecify.annotations.NullMarked;
