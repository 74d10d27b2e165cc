package io.soundalike.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.dsp.ChromaFilterBank;
import io.soundalike.dsp.MelFilterBank;
import io.soundalike.dsp.Stft;
import io.soundalike.settings.AudioSettings;
import io.soundalike.settings.FeatureSettings;
import io.soundalike.settings.Settings;
import java.util.List;

/**
 * Begins the analysis of songs, one after the other. Holds filter banks and scratch space: one
 * instance for one thread, and one song at a time.
 *
 * <p>References: librosa 0.10 for every single number; see the classes beside this one.
 */
public final class FeatureExtractor {

  /**
   * Mel bands from which onsets and MFCCs are taken, as librosa's default, over all frequencies.
   */
  private static final int FEATURE_MELS = 128;

  final FeatureSettings settings;
  final int sampleRateHz;
  final AudioSettings.Channel channel;
  final Stft stft;
  final MelFilterBank filters;
  final MelFilterBank listeningFilters;
  final ChromaFilterBank chromaFilters;

  /** Whether the spectrogram has the bands from which onsets and MFCCs are taken. */
  final boolean sharesBands;

  /**
   * @param settings of the analysis; those of audio and features are used
   */
  public FeatureExtractor(Settings settings) {
    this.settings = settings.features();
    this.sampleRateHz = settings.audio().sampleRateHz();
    this.channel = settings.audio().channel();
    int nFft = this.settings.nFft();
    int nMels = this.settings.nMels();
    double fMinHz = this.settings.fMinHz();
    double fMaxHz = this.settings.fMaxHz();
    this.stft = new Stft(nFft);
    this.filters = new MelFilterBank(sampleRateHz, nFft, nMels, fMinHz, fMaxHz);
    this.sharesBands = nMels == FEATURE_MELS && fMinHz == 0 && fMaxHz == sampleRateHz / 2.0;
    this.listeningFilters =
        sharesBands
            ? filters
            : new MelFilterBank(sampleRateHz, nFft, FEATURE_MELS, 0, sampleRateHz / 2.0);
    this.chromaFilters = new ChromaFilterBank(sampleRateHz, nFft, ChromaAccumulator.tunings());
  }

  /** What a song gives, or why it gives nothing. */
  public sealed interface Outcome {

    /**
     * The numbers and the pictures of a song.
     *
     * @param spectrograms one, or left and right
     */
    record Extracted(
        TrackFeatures features, Descriptors descriptors, List<MelSpectrogram> spectrograms)
        implements Outcome {}

    /** The song is too short for the frames that the settings keep. */
    record Unusable(AudioFault fault, String detail) implements Outcome {}
  }

  /** Whether the spectrogram keeps a frame. */
  boolean keeps(int frame) {
    int first = settings.firstFrame();
    return frame >= first && (settings.frames() == 0 || frame < first + settings.frames());
  }

  /** Begins the next song; the one before is at its end. */
  public StreamingFeatureExtractor begin() {
    return new StreamingFeatureExtractor(this);
  }
}
