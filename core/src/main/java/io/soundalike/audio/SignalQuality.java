package io.soundalike.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How healthy a file's signal is, before anything is mixed or resampled. It says nothing about the
 * music, but much about the file.
 *
 * @param peakDbfs the loudest sample of any channel, 0 being full scale, from -200; decoders of
 *     lossy kinds go above 0
 * @param clippedShare share of samples at full scale, three or more in a row, from 0 to 1
 * @param quietShare share of time, in pieces of 1,024 samples, in which no sample reaches -60 dBFS
 * @param sideDb energy of left less right as against that of left and right, from -200 (both
 *     channels are the same) to 200 (each is the other's opposite); NaN unless there are two
 */
public record SignalQuality(
    double peakDbfs, double clippedShare, double quietShare, double sideDb) {

  /** Some tens of samples a second. */
  private static final double CLIPPED = 1e-3;

  private static final double QUIET = 0.25;

  /** What rounding and a lossy encoder leave of a difference that is none. */
  private static final double MONO_DB = -60;

  /** Wide stereo comes to 0; the mean of channels that are opposite is next to nothing. */
  private static final double OPPOSITE_DB = 10;

  /** What is remarkable about it, each in a few words; nothing of most songs. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();

    if (clippedShare > CLIPPED) {
      remarks.add(percent("clipped: %s of its samples are cut off", clippedShare));
    }

    if (quietShare > QUIET) {
      remarks.add(percent("silence: %s of it", quietShare));
    }

    if (sideDb < MONO_DB) {
      remarks.add("mono as stereo: both channels are the same");
    } else if (sideDb > OPPOSITE_DB) {
      remarks.add("out of phase: the channels cancel each other, and little of the song is heard");
    }

    return remarks;
  }

  private static String percent(String text, double share) {
    return String.format(
        Locale.ROOT,
        text,
        String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share));
  }
}
