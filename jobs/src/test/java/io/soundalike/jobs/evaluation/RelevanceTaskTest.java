package io.soundalike.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.evaluation.CopyMetrics.CopiesAsk;
import io.soundalike.jobs.evaluation.CopyMetrics.Direction;
import io.soundalike.jobs.evaluation.CopyMetrics.HalvesAsk;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who asks whom for what. */
class RelevanceTaskTest {

  private static final List<AudioFileRow> FILES =
      List.of(file("x", "one"), file("x", "two"), file("y", "one"), file("", ""), file("y", "two"));

  private static final LabelRelevanceTask KNOWN = known(Set.of());

  private static LabelRelevanceTask known(Set<Filter> filters) {
    return new LabelRelevanceTask(List.of("a", "a", "b", "", "b"), FILES, filters);
  }

  private static AudioFileRow file(String artist, String album) {
    AudioFileRow file = new AudioFileRow();
    file.setArtist(artist);
    file.setAlbum(album);
    return file;
  }

  @Test
  void songsWithALabelAskThoseWithOne() {
    assertThat(IntStream.range(0, 5).filter(KNOWN::asks)).containsExactly(0, 1, 2, 4);
    assertThat(admitted(KNOWN, 0, 5)).containsExactly(0, 1, 2, 4);
    assertThat(admitted(known(Set.of(Filter.SAME_ARTIST)), 0, 5)).containsExactly(2, 4);
    assertThat(admitted(known(Set.of(Filter.SAME_ALBUM)), 0, 5)).containsExactly(1, 4);
    assertThat(admitted(known(Set.of(Filter.SAME_ARTIST, Filter.SAME_ALBUM)), 0, 5))
        .containsExactly(4);
    assertThat(KNOWN.distinctLabels()).containsExactly("a", "b");
  }

  @Test
  void copiesOfOneKindAskTheCatalogue() {
    ArrayList<String> labels = new ArrayList<>(List.of("0", "1", "2", "0", "2", "0", "2"));
    CopiesAsk second = new CopiesAsk(3, 5, 7, labels);

    assertThat(IntStream.range(0, 7).filter(second::asks)).containsExactly(5, 6);
    assertThat(admitted(second, 5, 7)).containsExactly(0, 1, 2);
    assertThat(second.labels().get(6)).isEqualTo(second.labels().get(2));
  }

  @Test
  void halvesAskWithinOrAcrossButNeverTheirOwnSong() {
    // Songs 0, 2, 3, 4 of the catalogue; their copies stand at places 4 to 7; song 3 has no label.
    assertThat(asking(Direction.WITHIN)).containsExactly(0, 1, 3);
    assertThat(admitted(halves(Direction.WITHIN), 0, 8)).containsExactly(1, 3);
    assertThat(asking(Direction.FORWARDS)).containsExactly(0, 1, 3);
    assertThat(admitted(halves(Direction.FORWARDS), 1, 8)).containsExactly(4, 7);
    assertThat(asking(Direction.BACKWARDS)).containsExactly(4, 5, 7);
    assertThat(admitted(halves(Direction.BACKWARDS), 7, 8)).containsExactly(0, 1);
    assertThat(halves(Direction.FORWARDS).labels())
        .containsExactly("a", "b", "", "b", "a", "b", "", "b");
  }

  @Test
  void halvesKeepTheFilters() {
    HalvesAsk halves =
        new HalvesAsk(
            known(Set.of(Filter.SAME_ARTIST)),
            new ArrayList<>(List.of(0, 1, 2)),
            Direction.FORWARDS);

    assertThat(admitted(halves, 0, 6)).containsExactly(5);
  }

  private static HalvesAsk halves(Direction direction) {
    return new HalvesAsk(KNOWN, new ArrayList<>(List.of(0, 2, 3, 4)), direction);
  }

  private static IntStream asking(Direction direction) {
    return IntStream.range(0, 8).filter(halves(direction)::asks);
  }

  private static IntStream admitted(RelevanceTask question, int query, int places) {
    return IntStream.range(0, places).filter(other -> question.admits(query, other));
  }
}
