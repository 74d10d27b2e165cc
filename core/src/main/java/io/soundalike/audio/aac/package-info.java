/**
 * Advanced Audio Coding: a decoder of the Low Complexity profile, and ADTS files. Own code, because
 * no pure Java library implements temporal noise shaping as the standard says.
 *
 * <p>References: ISO/IEC 14496-3, subparts 1 and 4; ISO/IEC 13818-7
 */
@NullMarked
package io.soundalike.audio.aac;

import org.jspecify.annotations.NullMarked;
