package io.soundalike.features;

import io.soundalike.dsp.Decibels;
import java.util.ArrayList;
import java.util.List;

/**
 * Frequency bands in decibels, frame after frame. What librosa cuts off below the loudest point can
 * be told only once the song has ended, so the bands are kept until then: most of what grows with
 * the song, by 4 bytes for each band of a frame.
 */
final class DbFrameBuffer {

  private static final int CHUNK_FRAMES = 256;

  /** As in librosa.power_to_db(top_db=80). */
  private static final float TOP_DB = 80;

  private final int bands;
  private final List<float[]> chunks = new ArrayList<>();
  private final float[] db;
  private int frames;
  private float maxDb = Float.NEGATIVE_INFINITY;

  DbFrameBuffer(int bands) {
    this.bands = bands;
    this.db = new float[bands];
  }

  /** Takes the powers of the next frame. */
  void add(float[] power) {
    Decibels.ofPowers(power, db);
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

  int bands() {
    return bands;
  }

  int frames() {
    return frames;
  }

  /** Where librosa cuts: 80 dB below the loudest value. */
  float floorDb() {
    return maxDb - TOP_DB;
  }

  /** The loudest value of all, in dB. */
  float maxDb() {
    return maxDb;
  }

  /**
   * Copies a frame, nothing below a floor.
   *
   * @param target receives as many values as there are bands
   */
  void copyFrame(int frame, float floorDb, float[] target) {
    System.arraycopy(
        chunks.get(frame / CHUNK_FRAMES), frame % CHUNK_FRAMES * bands, target, 0, bands);

    for (int i = 0; i < bands; i++) {
      target[i] = Math.max(floorDb, target[i]);
    }
  }
}
