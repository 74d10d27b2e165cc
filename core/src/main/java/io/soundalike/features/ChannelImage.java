package io.soundalike.features;

import io.soundalike.audio.SampleConsumer;
import io.soundalike.dsp.Decibels;
import io.soundalike.dsp.Framer;
import java.util.ArrayList;
import java.util.List;

/** The spectrogram of one channel of a stereo song, as it is decoded. */
final class ChannelImage implements SampleConsumer {

  private final FeatureExtractor extractor;
  private final Framer framer;
  private final float[] power;
  private final float[] mel;
  private final DbFrameBuffer bands;
  private int frames;

  ChannelImage(FeatureExtractor extractor) {
    this.extractor = extractor;
    this.power = new float[extractor.stft.bins()];
    this.mel = new float[extractor.filters.size()];
    this.bands = new DbFrameBuffer(mel.length);
    int nFft = extractor.settings.nFft();
    this.framer = new Framer(nFft, extractor.settings.hopLength(), this::addFrame);
  }

  @Override
  public void accept(float[] samples, int length) {
    framer.accept(samples, length);
  }

  private void addFrame(float[] samples, int offset) {
    if (extractor.keeps(frames)) {
      extractor.stft.power(samples, offset, power);
      extractor.filters.apply(power, mel);
      bands.add(mel);
    }

    frames++;
  }

  /** Ends the song: its kept frames. */
  DbFrameBuffer finish() {
    framer.finish();
    return bands;
  }

  /**
   * The channels of a song as bytes, all below the loudest point of any, so that what lies on one
   * side stays louder there.
   */
  static List<MelSpectrogram> spectrograms(List<DbFrameBuffer> channels, double topDb) {
    double loudest = channels.stream().mapToDouble(DbFrameBuffer::maxDb).max().orElseThrow();
    List<MelSpectrogram> spectrograms = new ArrayList<>();

    for (DbFrameBuffer channel : channels) {
      spectrograms.add(spectrogram(channel, (float) loudest, topDb));
    }

    return spectrograms;
  }

  private static MelSpectrogram spectrogram(DbFrameBuffer bands, float maxDb, double topDb) {
    int nMels = bands.bands();
    int nFrames = bands.frames();
    byte[] values = new byte[nMels * nFrames];
    float[] frame = new float[nMels];

    for (int t = 0; t < nFrames; t++) {
      bands.copyFrame(t, Float.NEGATIVE_INFINITY, frame);

      for (int m = 0; m < nMels; m++) {
        values[m * nFrames + t] = Decibels.toByte(frame[m], maxDb, topDb);
      }
    }

    return new MelSpectrogram(nMels, nFrames, values);
  }
}
