package io.soundalike.jobs.query;

import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.neighbours.SongDescriptor;
import java.util.List;
import java.util.Map;

/**
 * A song that is asked about, or that may be answered.
 *
 * @param file where it lies and what its tags say
 * @param features its numbers; the spectrogram is not held
 * @param sound what it is compared by
 */
record Song(AudioFileRow file, FeatureRow features, SongDescriptor sound) {

  /** This song in an answer that compares it as a whole. */
  Match match(int rank, double distance) {
    return new Match(
        rank,
        file,
        features.getSeconds(),
        features.getTempoBpm(),
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
