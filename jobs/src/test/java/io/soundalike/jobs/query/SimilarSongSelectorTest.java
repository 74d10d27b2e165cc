package io.soundalike.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.jobs.query.FindSimilarJob.Options;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.settings.NeighbourSettings;
import io.soundalike.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Songs on a line: the embedding is a coordinate, and the distance is Euclidean. */
class SimilarSongSelectorTest {

  private static final NeighbourSettings EUCLIDEAN =
      SettingsReader.read(List.of(), List.of("neighbours.distance=euclidean")).neighbours();

  private final List<Song> songs = new ArrayList<>();

  @Test
  void matchesAreSortedByDistanceWithoutTheQuery() {
    for (int coordinate : new int[] {0, 5, 1, 3}) {
      add(coordinate, coordinate, 100, "C", "a", 100 + 10 * coordinate);
    }

    List<Match> matches = select(List.of(0), options(2));

    assertThat(matches).extracting(match -> match.file().getPath()).containsExactly("1", "3");
    assertThat(matches).extracting(Match::rank).containsExactly(1, 2);
    assertThat(matches).extracting(Match::distance).containsExactly(1.0, 3.0);
    assertThat(matches).extracting(Match::key).containsOnly("C Major");
    assertThat(matches.get(0).parts()).containsOnlyKeys(Component.values());
    assertThat(matches.get(0).parts().get(Component.EMBEDDING)).isBetween(0.0, 1.0);
  }

  @Test
  void distanceToSeveralQueriesIsTheMean() {
    for (int coordinate : new int[] {0, 10, 4, 11}) {
      add(coordinate, coordinate, 100, "C", "a", 100 + 10 * coordinate);
    }

    List<Match> matches = select(List.of(0, 1), options(5));

    assertThat(matches).extracting(match -> match.file().getPath()).containsExactly("4", "11");
    assertThat(matches.get(0).distance()).isCloseTo(5, within(1e-9));
    assertThat(matches.get(1).distance()).isCloseTo(6, within(1e-9));
  }

  @Test
  void matchesPerArtistAndAlbumAreLimited() {
    add(0, 0, 100, "C", "a", 100);

    for (int coordinate = 1; coordinate <= 4; coordinate++) {
      add(coordinate, coordinate, 100, "C", coordinate < 4 ? "b" : "c", 100 + 10 * coordinate);
    }

    assertThat(select(List.of(0), new Options(10, 2, 0, 0, false, null)))
        .extracting(match -> match.file().getPath())
        .containsExactly("1", "2", "4");
    assertThat(select(List.of(0), new Options(10, 0, 1, 0, false, null)))
        .extracting(match -> match.file().getPath())
        .containsExactly("1", "4");
  }

  @Test
  void oneComponentDecidesIfAskedFor() {
    add(0, 0, 100, "C", "a", 100);
    add(1, 10, 180, "C", "a", 110);
    add(2, 20, 130, "C", "a", 120);
    add(3, 30, 105, "C", "a", 130);

    assertThat(select(List.of(0), new Options(10, 0, 0, 0, false, Component.RHYTHM)))
        .extracting(match -> match.file().getPath())
        .containsExactly("3", "2", "1");
    assertThat(select(List.of(0), new Options(10, 0, 0, 0, false, Component.TIMBRE)))
        .extracting(match -> match.file().getPath())
        .containsExactly("1", "2", "3");
  }

  @Test
  void tempoMatchesInAnyOctaveAndKeyExactly() {
    add(0, 0, 100, "C", "a", 100);
    add(1, 10, 204, "D", "a", 110);
    add(2, 20, 120, "C", "a", 120);
    add(3, 30, 49, "C", "a", 130);

    assertThat(select(List.of(0), new Options(10, 0, 0, .03, false, null)))
        .extracting(match -> match.file().getPath())
        .containsExactly("1", "3");
    assertThat(select(List.of(0), new Options(10, 0, 0, 0, true, null)))
        .extracting(match -> match.file().getPath())
        .containsExactly("2", "3");
  }

  @Test
  void filesOfOneRecordingAreOneMatch() {
    add(0, 0, 100, "C", "a", 100);
    add(1, 0, 100, "C", "a", 100.4); // the query, in another file
    add(2, 50, 100, "C", "a", 200);
    add(3, 50.01f, 100, "C", "a", 200.5); // song 2, in another file
    add(4, 50, 100, "C", "a", 203); // equal timbre, but longer

    List<Match> matches = select(List.of(0), options(10));

    assertThat(matches).extracting(match -> match.file().getPath()).containsExactly("2", "4");
    assertThat(matches.get(0).copies()).containsExactly("3");
    assertThat(matches.get(1).copies()).isEmpty();
  }

  private List<Match> select(List<Integer> queries, Options options) {
    SongCollection collection = SongCollection.of(songs.stream().map(Song::descriptor).toList());
    return new SimilarSongSelector(songs, collection, Map.of(), queries, EUCLIDEAN, options)
        .select();
  }

  private static Options options(int k) {
    return new Options(k, 0, 0, 0, false, null);
  }

  private void add(
      int coordinate, float timbre, double bpm, String tonic, String artist, double seconds) {
    AudioFileRow file = new AudioFileRow();
    file.setPath(String.valueOf(coordinate));
    file.setArtist(artist);
    file.setAlbum("album of " + artist);
    FeatureRow features = new FeatureRow();
    features.setTempoBpm(bpm);
    features.setTonic(tonic);
    features.setKeySignature(tonic + " Major");
    features.setSeconds(seconds);
    float[] means = new float[40];
    means[2] = timbre;
    float[] covariance = new float[820];
    int at = 0;

    for (int r = 0; r < 40; r++) {
      covariance[at] = 1;
      at += 40 - r;
    }

    songs.add(
        new Song(
            file,
            features,
            new SongDescriptor(
                new float[] {coordinate},
                new float[20],
                new float[210],
                means,
                covariance,
                new float[7],
                0,
                0,
                bpm,
                0,
                0,
                0,
                new float[900])));
  }
}
