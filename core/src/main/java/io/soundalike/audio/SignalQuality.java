package io.soundalike.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Technical quality of a file's signal, measured before mixing and resampling. It indicates defects
 * of the file and does not describe the music.
 *
 * @param peakDbfs level of the loudest sample of any channel, in dB relative to full scale, at
 *     least -200; lossy formats can exceed 0
 * @param clippedShare share of samples in runs of three or more at full scale, from 0 to 1
 * @param quietShare share of time, in blocks of 1,024 samples, whose peak is below -60 dBFS, from 0
 *     to 1
 * @param sideDb energy of left minus right relative to left plus right, in dB, from -200 (identical
 *     channels) to 200 (opposite channels); NaN unless a part of the file has two channels
 */
public record SignalQuality(
    double peakDbfs, double clippedShare, double quietShare, double sideDb) {

  /** Larger shares are remarked on: a few tens of samples per second. */
  private static final double MIN_CLIPPED_SHARE = 1e-3;

  private static final double MIN_QUIET_SHARE = 0.25;

  /**
   * Upper bound of the difference that rounding and lossy encoding cause between identical
   * channels.
   */
  private static final double MAX_MONO_SIDE_DB = -60;

  /** Wide stereo reaches about 0 dB; channels beyond this bound cancel each other in the mean. */
  private static final double MIN_OPPOSITE_SIDE_DB = 10;

  /** Defects worth reporting, a few words each; empty for most songs. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();

    if (clippedShare > MIN_CLIPPED_SHARE) {
      remarks.add(format("clipped: %s of the samples are at full scale", clippedShare));
    }

    if (quietShare > MIN_QUIET_SHARE) {
      remarks.add(format("silence: %s of the song", quietShare));
    }

    if (sideDb < MAX_MONO_SIDE_DB) {
      remarks.add("mono as stereo: both channels are identical");
    } else if (sideDb > MIN_OPPOSITE_SIDE_DB) {
      remarks.add("out of phase: the channels cancel each other when mixed to mono");
    }

    return remarks;
  }

  private static String format(String text, double share) {
    return String.format(
        Locale.ROOT,
        text,
        String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share));
  }
}
