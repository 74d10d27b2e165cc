package io.soundalike.features;

import io.soundalike.audio.SampleConsumer;
import io.soundalike.dsp.Decibels;
import io.soundalike.dsp.Framer;
import java.util.ArrayList;
import java.util.List;

/** Computes the spectrogram of one channel of a stereo song while it is decoded. */
final class ChannelSpectrogram implements SampleConsumer {

  private final FeatureExtractor extractor;
  private final Framer framer;
  private final float[] power;
  private final float[] mel;
  private final DbFrameBuffer frameBuffer;
  private int frames;

  ChannelSpectrogram(FeatureExtractor extractor) {
    this.extractor = extractor;
    this.power = new float[extractor.stft.bins()];
    this.mel = new float[extractor.melFilters.size()];
    this.frameBuffer = new DbFrameBuffer(mel.length);
    int nFft = extractor.settings.nFft();
    this.framer = new Framer(nFft, extractor.settings.hopLength(), this::addFrame);
  }

  @Override
  public void accept(float[] samples, int length) {
    framer.accept(samples, length);
  }

  private void addFrame(float[] samples, int offset) {
    if (extractor.selectsFrame(frames)) {
      extractor.stft.power(samples, offset, power);
      extractor.melFilters.apply(power, mel);
      frameBuffer.add(mel);
    }

    frames++;
  }

  /** Ends the song and returns the frames that the settings select. */
  DbFrameBuffer finish() {
    framer.finish();
    return frameBuffer;
  }

  /**
   * Quantises the channels of a song to bytes relative to the loudest value of any channel, so that
   * level differences between channels are preserved.
   *
   * @param channels frames of each channel, all of equal size
   * @param topDb dynamic range, in dB
   */
  static List<MelSpectrogram> quantise(List<DbFrameBuffer> channels, double topDb) {
    double maxDb = channels.stream().mapToDouble(DbFrameBuffer::maxDb).max().orElseThrow();
    List<MelSpectrogram> spectrograms = new ArrayList<>();

    for (DbFrameBuffer channel : channels) {
      spectrograms.add(quantise(channel, (float) maxDb, topDb));
    }

    return spectrograms;
  }

  private static MelSpectrogram quantise(DbFrameBuffer frameBuffer, float maxDb, double topDb) {
    int nMels = frameBuffer.bands();
    int nFrames = frameBuffer.frames();
    byte[] values = new byte[nMels * nFrames];
    float[] frame = new float[nMels];

    for (int t = 0; t < nFrames; t++) {
      frameBuffer.copyFrame(t, Float.NEGATIVE_INFINITY, frame);

      for (int m = 0; m < nMels; m++) {
        values[m * nFrames + t] = Decibels.toByte(frame[m], maxDb, topDb);
      }
    }

    return new MelSpectrogram(nMels, nFrames, values);
  }
}
