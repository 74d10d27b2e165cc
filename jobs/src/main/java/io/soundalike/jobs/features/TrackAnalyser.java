package io.soundalike.jobs.features;

import io.soundalike.audio.AudioDecoder;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.features.FeatureExtractor;
import io.soundalike.features.StreamingFeatureExtractor;
import io.soundalike.jobs.execution.Retries;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import io.soundalike.track.TrackInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decoder and extractor of one task. Every file becomes a row, whatever its content. */
public final class TrackAnalyser {

  private static final Logger LOG = LoggerFactory.getLogger(TrackAnalyser.class);

  private final AudioDecoder decoder;
  private final FeatureExtractor extractor;

  /** Analyses by these settings. */
  public TrackAnalyser(Settings settings) {
    this.decoder = new AudioDecoder(settings);
    this.extractor = new FeatureExtractor(settings);
  }

  /** Analyses a file of the inventory. */
  FeatureRow analyse(AudioFileRow file, Configuration hadoop) {
    String trackId = Objects.requireNonNull(file.getTrackId());

    try {
      return Retries.retry(
          () -> {
            try (InputStream in = SongFiles.open(file.getPath(), hadoop)) {
              return analyseListed(trackId, file, in);
            }
          });
    } catch (IOException e) {
      LOG.warn("{} cannot be read", file.getPath(), e);
      return FeatureRowMapper.unusable(trackId, AudioFault.UNREADABLE, String.valueOf(e));
    }
  }

  /** Analyses a file's bytes if they still are those of the track id. */
  private FeatureRow analyseListed(String trackId, AudioFileRow file, InputStream in)
      throws IOException {
    TrackInputStream bytes = new TrackInputStream(in, trackId, file.getLength());
    FeatureRow row = analyse(trackId, file.getPath(), bytes, file.getLength());
    boolean isLeftUnread =
        AudioFault.TOO_BIG.name().equals(row.getFault())
            || AudioFault.TIME_LIMIT.name().equals(row.getFault());

    if (isLeftUnread || bytes.readRestAndVerify()) {
      return row;
    }

    LOG.warn("{} has changed since it was listed", file.getPath());
    return FeatureRowMapper.unusable(trackId, AudioFault.UNREADABLE, TrackInputStream.CHANGED);
  }

  /** Analyses a file in memory. */
  public FeatureRow analyse(String trackId, byte[] file) {
    try {
      return analyse(trackId, trackId, new ByteArrayInputStream(file), file.length);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  /**
   * Analyses a file's bytes.
   *
   * @param name of the file in the log
   * @param in from the first byte; not closed
   * @throws IOException if {@code in} fails, which is no property of the song
   */
  private FeatureRow analyse(String trackId, String name, InputStream in, long length)
      throws IOException {
    StreamingFeatureExtractor analysis = extractor.begin();

    try {
      DecodeOutcome outcome = decoder.decode(in, length, analysis.consumers());

      if (outcome instanceof DecodeOutcome.Decoded decoded) {
        return FeatureRowMapper.of(trackId, analysis.finish(decoded.source()), decoded.quality());
      }

      DecodeOutcome.Undecodable undecodable = (DecodeOutcome.Undecodable) outcome;
      LOG.debug("{} is {}: {}", name, undecodable.fault(), undecodable.detail());
      return FeatureRowMapper.undecodable(trackId, undecodable);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.warn("{} cannot be analysed", name, e);
      return FeatureRowMapper.unusable(trackId, AudioFault.UNEXPECTED, String.valueOf(e));
    }
  }
}
