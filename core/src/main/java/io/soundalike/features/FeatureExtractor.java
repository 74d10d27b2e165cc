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
 * Creates a {@link StreamingFeatureExtractor} for each song. Not thread-safe, and one song at a
 * time: songs share filter banks and scratch buffers.
 *
 * <p>References: librosa 0.10.1, with the functions named in the classes of this package
 */
public final class FeatureExtractor {

  /** Mel bands of onset strength and MFCCs, over all frequencies: librosa's default. */
  private static final int FEATURE_MELS = 128;

  final FeatureSettings settings;
  final int sampleRateHz;
  final AudioSettings.Channel channel;
  final Stft stft;
  final MelFilterBank melFilters;
  final MelFilterBank featureMelFilters;
  final ChromaFilterBank chromaFilters;

  /** Whether the spectrogram uses the same mel bands as onset strength and MFCCs. */
  final boolean sharesMelBands;

  /**
   * @param settings the audio and features sections are used
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
    this.melFilters = new MelFilterBank(sampleRateHz, nFft, nMels, fMinHz, fMaxHz);
    this.sharesMelBands = nMels == FEATURE_MELS && fMinHz == 0 && fMaxHz == sampleRateHz / 2.0;
    this.featureMelFilters =
        sharesMelBands
            ? melFilters
            : new MelFilterBank(sampleRateHz, nFft, FEATURE_MELS, 0, sampleRateHz / 2.0);
    this.chromaFilters = new ChromaFilterBank(sampleRateHz, nFft, ChromaAccumulator.tunings());
  }

  /** Result of analysing one song. */
  public sealed interface Outcome {

    /**
     * The song was analysed.
     *
     * @param features the article's columns
     * @param descriptors descriptors for distances between songs
     * @param spectrograms one spectrogram, or left and right for {@code audio.channel=stereo}
     */
    record Extracted(
        TrackFeatures features, Descriptors descriptors, List<MelSpectrogram> spectrograms)
        implements Outcome {}

    /**
     * The song has fewer frames than the settings select.
     *
     * @param fault reason
     * @param detail explanation for the operator, with the measured value and the bound
     */
    record Unusable(AudioFault fault, String detail) implements Outcome {}
  }

  /** Whether the settings select a frame for the spectrogram. */
  boolean selectsFrame(int frame) {
    int first = settings.firstFrame();
    return frame >= first && (settings.frames() == 0 || frame < first + settings.frames());
  }

  /** Starts the next song; the previous one must be finished. */
  public StreamingFeatureExtractor begin() {
    return new StreamingFeatureExtractor(this);
  }
}
