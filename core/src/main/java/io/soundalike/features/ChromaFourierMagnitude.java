package io.soundalike.features;

import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.math.Medians;
import org.jtransforms.fft.FloatFFT_2D;

/**
 * Describes the harmony of a song independently of its key, tempo and instruments, so that covers
 * are found: the magnitudes of the two-dimensional Fourier transform of beat-synchronous chroma
 * (2DFTM). Chroma is averaged over each beat, so the tempo makes no difference. {@value #BEATS}
 * consecutive beats form a patch; a change of key rotates it and a later beginning shifts it, and
 * neither changes the magnitudes. The median over all patches describes the song.
 *
 * <p>Beat trackers often find twice or half the tempo that another arrangement of the same song is
 * found to have. A song is therefore described twice: by its beats, and by pairs of beats.
 *
 * <p>References: T. Bertin-Mahieux, D. Ellis, Large-scale cover song recognition using the 2D
 * Fourier transform magnitude, ISMIR 2012; M. Marolt, A mid-level representation for melody-based
 * retrieval in audio collections, IEEE Transactions on Multimedia 10(8), 2008
 */
public final class ChromaFourierMagnitude {

  /** Beats of a patch. */
  public static final int BEATS = 75;

  private static final int CLASSES = ChromaFilterBank.PITCH_CLASSES;

  /**
   * Magnitudes of one tempo: the frequencies of a real patch that mirror no other one, without the
   * constant one.
   */
  public static final int MAGNITUDES = CLASSES * (BEATS / 2) + CLASSES / 2;

  /** Raises strong pitch classes above weak ones, as in the reference. */
  private static final double EXPONENT = 1.96;

  /** Patches at most; those of a longer song start at even steps. */
  private static final int MAX_PATCHES = 512;

  private ChromaFourierMagnitude() {}

  /**
   * Computes the description of a song.
   *
   * @param chroma {@code [beats][12]}, not negative; repeated if it has fewer beats than a patch
   * @return {@code [2][450]} row by row: the medians by beats, then by pairs of beats, each scaled
   *     to length 1; 0 for silence
   */
  static float[] compute(float[][] chroma) {
    float[] pairs = ofPairs(chroma, 0);
    float[] laterPairs = ofPairs(chroma, 1);
    float[] result = new float[2 * MAGNITUDES];
    System.arraycopy(ofBeats(chroma), 0, result, 0, MAGNITUDES);

    for (int f = 0; f < MAGNITUDES; f++) {
      result[MAGNITUDES + f] = pairs[f] + laterPairs[f];
    }

    scale(result, 0);
    scale(result, MAGNITUDES);
    return result;
  }

  private static float[] ofPairs(float[][] chroma, int first) {
    float[][] pairs = new float[Math.max(0, (chroma.length - first) / 2)][CLASSES];

    for (int p = 0; p < pairs.length; p++) {
      for (int c = 0; c < CLASSES; c++) {
        pairs[p][c] = (chroma[first + 2 * p][c] + chroma[first + 2 * p + 1][c]) / 2;
      }
    }

    float[] magnitudes = ofBeats(pairs);
    scale(magnitudes, 0);
    return magnitudes;
  }

  private static float[] ofBeats(float[][] chroma) {
    int patches = Math.max(1, chroma.length - BEATS + 1);
    int count = Math.min(patches, MAX_PATCHES);
    float[][] byFrequency = new float[MAGNITUDES][count];
    FloatFFT_2D transform = new FloatFFT_2D(CLASSES, BEATS);
    float[][] expanded = expand(chroma);

    for (int p = 0; p < count; p++) {
      float[] patch = patch(expanded, (int) ((long) p * patches / count));
      transform.realForwardFull(patch);
      copyMagnitudes(patch, byFrequency, p);
    }

    float[] medians = new float[MAGNITUDES];

    for (int f = 0; f < MAGNITUDES; f++) {
      medians[f] = Medians.median(byFrequency[f], count);
    }

    return medians;
  }

  private static float[][] expand(float[][] chroma) {
    float[][] expanded = new float[chroma.length][CLASSES];

    for (int b = 0; b < chroma.length; b++) {
      for (int c = 0; c < CLASSES; c++) {
        expanded[b][c] = (float) Math.pow(chroma[b][c], EXPONENT);
      }
    }

    return expanded;
  }

  /** One patch, class by class, scaled to length 1, with room for complex numbers. */
  private static float[] patch(float[][] chroma, int start) {
    float[] patch = new float[2 * CLASSES * BEATS];

    for (int b = 0; b < BEATS && chroma.length > 0; b++) {
      float[] beat = chroma[(start + b) % chroma.length];

      for (int c = 0; c < CLASSES; c++) {
        patch[c * BEATS + b] = beat[c];
      }
    }

    scale(patch, 0, CLASSES * BEATS);
    return patch;
  }

  private static void copyMagnitudes(float[] spectrum, float[][] byFrequency, int p) {
    int f = 0;

    for (int u = 0; u < CLASSES; u++) {
      // Without change over time, the second half of the pitch frequencies mirrors the first.
      int first = u == 0 || u > CLASSES / 2 ? 1 : 0;

      for (int v = first; v <= BEATS / 2; v++) {
        int at = 2 * (u * BEATS + v);
        byFrequency[f++][p] = (float) Math.hypot(spectrum[at], spectrum[at + 1]);
      }
    }
  }

  private static void scale(float[] values, int from) {
    scale(values, from, from + MAGNITUDES);
  }

  /** Scales a range to length 1, unless all of it is 0. */
  private static void scale(float[] values, int from, int to) {
    double squares = 0;

    for (int i = from; i < to; i++) {
      squares += (double) values[i] * values[i];
    }

    for (int i = from; i < to && squares > 0; i++) {
      values[i] /= (float) Math.sqrt(squares);
    }
  }
}
