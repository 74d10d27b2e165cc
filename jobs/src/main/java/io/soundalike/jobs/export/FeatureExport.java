package io.soundalike.jobs.export;

import io.soundalike.features.Tempo;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes the features of songs as CSV: those of the article, and all other descriptors. */
final class FeatureExport {

  private static final String[] FEATURE_COLUMNS = {
    "audio_file_id",
    "samplefreq",
    "channels",
    "sample_points",
    "audio_length_seconds",
    "tempo_bpm",
    "avg_diff_beat_times",
    "std_diff_beat_times",
    "rolloff_freq",
    "avg_zcr",
    "zcr_range",
    "avg_mel_freq",
    "std_mel_freq",
    "avg_onset_strength",
    "std_onset_strength",
    "tonic",
    "key_signature",
    "z_dist_avg_to_tonic",
    "track_id",
    "path",
    "title",
    "artist",
    "album",
    "year",
    "genre",
  };

  private FeatureExport() {}

  /** Writes the features of the article, under its column names. */
  static Path writeFeatures(RunTables tables, Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.open(file, FEATURE_COLUMNS)) {
      int number = 0;

      for (AudioFileRow song : tables.files()) {
        FeatureRow f = Objects.requireNonNull(tables.features().get(RunTables.trackId(song)));
        csv.row(
            ++number,
            f.getSampleRateHz(),
            f.getChannels(),
            f.getSamplePoints(),
            f.getSeconds(),
            Tempo.rounded(f.getTempoBpm()),
            f.getBeatDiffMeanSeconds(),
            f.getBeatDiffStdSeconds(),
            f.getRolloffMeanHz(),
            f.getZcrMean(),
            f.getZcrRange(),
            f.getMelMean(),
            f.getMelStd(),
            f.getOnsetMean(),
            f.getOnsetStd(),
            f.getTonic(),
            f.getKeySignature(),
            f.getTonicZ(),
            f.getTrackId(),
            song.getPath(),
            song.getTitle(),
            song.getArtist(),
            song.getAlbum(),
            song.getYear(),
            song.getGenre());
      }
    }

    return file;
  }

  /** Writes tuning, loudness and the means of spectral descriptors; see docs/schema.md. */
  static Path writeDescriptors(RunTables tables, Path file) throws IOException {
    List<String> columns = new ArrayList<>(List.of("track_id", "path", "tuning"));
    columns.addAll(List.of("centroid_mean_hz", "bandwidth_mean_hz", "rms_mean", "loudness_dbfs"));
    columns.addAll(List.of("peak_dbfs", "clipped_share", "quiet_share", "side_db"));
    FeatureRow first =
        Objects.requireNonNull(tables.features().get(RunTables.trackId(tables.files().get(0))));
    addColumns(columns, "mfcc_mean_", first.getMfccMean());
    addColumns(columns, "contrast_mean_db_", first.getSpectralContrastMeanDb());
    addColumns(columns, "chroma_mean_", first.getChromaMean());
    addColumns(columns, "mfcc_covariance_", first.getMfccCovariance());

    try (CsvWriter csv = CsvWriter.open(file, columns.toArray(String[]::new))) {
      for (AudioFileRow song : tables.files()) {
        FeatureRow f = Objects.requireNonNull(tables.features().get(RunTables.trackId(song)));
        csv.cell(f.getTrackId());
        csv.cell(song.getPath());
        csv.cell(f.getTuning());
        csv.cell(f.getCentroidMeanHz());
        csv.cell(f.getBandwidthMeanHz());
        csv.cell(f.getRmsMean());
        csv.cell(f.getLoudnessDbfs());
        csv.cell(f.getPeakDbfs());
        csv.cell(f.getClippedShare());
        csv.cell(f.getQuietShare());
        csv.cell(f.getSideDb());
        csv.cells(f.getMfccMean());
        csv.cells(f.getSpectralContrastMeanDb());
        csv.cells(f.getChromaMean());
        csv.cells(f.getMfccCovariance());
        csv.endRow();
      }
    }

    return file;
  }

  private static void addColumns(List<String> columns, String prefix, float[] values) {
    for (int i = 0; i < values.length; i++) {
      columns.add(prefix + i);
    }
  }
}
