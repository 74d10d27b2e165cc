package io.soundalike.jobs.query;

import io.soundalike.features.Tempo;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.neighbours.SongDescriptor;
import java.util.List;
import java.util.Map;

/**
 * A song that may be a query or a match.
 *
 * @param file path and tags of the song's file
 * @param features features without the spectrogram
 * @param descriptor what distances are computed from
 */
record Song(AudioFileRow file, FeatureRow features, SongDescriptor descriptor) {

  /** This song as a match without the distances of components. */
  Match match(int rank, double distance) {
    return new Match(
        rank,
        file,
        features.getSeconds(),
        Tempo.rounded(features.getTempoBpm()),
        key(),
        distance,
        Map.of(),
        List.of());
  }

  /** Tonic and mode, such as {@code C Major}. */
  String key() {
    return features.getKeySignature();
  }
}
