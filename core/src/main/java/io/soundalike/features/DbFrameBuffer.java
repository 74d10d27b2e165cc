package io.soundalike.features;

import io.soundalike.dsp.Decibels;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers the frequency bands of all frames in decibels. The floor of {@code top_db} below the
 * loudest value is known only at the end of the song, so all frames are kept until then: 4 bytes
 * for each band and frame, most of the memory that grows with the length of the song.
 */
final class DbFrameBuffer {

  private static final int CHUNK_FRAMES = 256;

  /** Dynamic range, in dB, as in librosa.power_to_db(top_db=80). */
  private static final float TOP_DB = 80;

  private final int bands;
  private final List<float[]> chunks = new ArrayList<>();
  private final float[] db;
  private int frames;
  private float maxDb = Float.NEGATIVE_INFINITY;

  /**
   * @param bands number of bands of each frame
   */
  DbFrameBuffer(int bands) {
    this.bands = bands;
    this.db = new float[bands];
  }

  /** Adds the band powers of the next frame, which are not kept. */
  void add(float[] power) {
    Decibels.powerToDb(power, db);
    int at = frames % CHUNK_FRAMES;

    if (at == 0) {
      chunks.add(new float[CHUNK_FRAMES * bands]);
    }

    for (float value : db) {
      maxDb = Math.max(maxDb, value);
    }

    System.arraycopy(db, 0, chunks.get(frames / CHUNK_FRAMES), at * bands, bands);
    frames++;
  }

  /** Number of bands. */
  int bands() {
    return bands;
  }

  /** Number of frames. */
  int frames() {
    return frames;
  }

  /** Floor of the dynamic range: 80 dB below the loudest value. */
  float floorDb() {
    return maxDb - TOP_DB;
  }

  /** Loudest value of all frames, in dB. */
  float maxDb() {
    return maxDb;
  }

  /**
   * Copies a frame with its values clamped to a floor.
   *
   * @param frame index of the frame
   * @param floorDb lower bound of the copied values, in dB
   * @param target receives one value for each band, in dB
   */
  void copyFrame(int frame, float floorDb, float[] target) {
    System.arraycopy(
        chunks.get(frame / CHUNK_FRAMES), frame % CHUNK_FRAMES * bands, target, 0, bands);

    for (int i = 0; i < bands; i++) {
      target[i] = Math.max(floorDb, target[i]);
    }
  }
}
