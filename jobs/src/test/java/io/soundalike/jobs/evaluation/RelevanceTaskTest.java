package io.soundalike.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.evaluation.CopyMetrics.DegradedLabelTask;
import io.soundalike.jobs.evaluation.CopyMetrics.Direction;
import io.soundalike.jobs.evaluation.CopyMetrics.IdentificationTask;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which songs are queries and candidates of each task. */
class RelevanceTaskTest {

  private static final List<AudioFileRow> FILES =
      List.of(file("x", "one"), file("x", "two"), file("y", "one"), file("", ""), file("y", "two"));

  private static final LabelRelevanceTask LABELS = labels(Set.of());

  private static LabelRelevanceTask labels(Set<Filter> filters) {
    return new LabelRelevanceTask(List.of("a", "a", "b", "", "b"), FILES, filters);
  }

  private static AudioFileRow file(String artist, String album) {
    AudioFileRow file = new AudioFileRow();
    file.setArtist(artist);
    file.setAlbum(album);
    return file;
  }

  @Test
  void labelTaskUsesLabelledSongsAndAppliesFilters() {
    assertThat(IntStream.range(0, 5).filter(LABELS::isQuery)).containsExactly(0, 1, 2, 4);
    assertThat(candidates(LABELS, 0, 5)).containsExactly(0, 1, 2, 4);
    assertThat(candidates(labels(Set.of(Filter.SAME_ARTIST)), 0, 5)).containsExactly(2, 4);
    assertThat(candidates(labels(Set.of(Filter.SAME_ALBUM)), 0, 5)).containsExactly(1, 4);
    assertThat(candidates(labels(Set.of(Filter.SAME_ARTIST, Filter.SAME_ALBUM)), 0, 5))
        .containsExactly(4);
    assertThat(LABELS.distinctLabels()).containsExactly("a", "b");
  }

  @Test
  void identificationTaskComparesCopiesOfOneDegradationWithTheCatalogue() {
    ArrayList<String> labels = new ArrayList<>(List.of("0", "1", "2", "0", "2", "0", "2"));
    IdentificationTask second = new IdentificationTask(3, 5, 7, labels);

    assertThat(IntStream.range(0, 7).filter(second::isQuery)).containsExactly(5, 6);
    assertThat(candidates(second, 5, 7)).containsExactly(0, 1, 2);
    assertThat(second.labels().get(6)).isEqualTo(second.labels().get(2));
  }

  @Test
  void degradedTaskExcludesEachSongsOwnCopy() {
    // Songs 0, 2, 3, 4 of the catalogue; their copies have indices 4 to 7; song 3 has no label.
    assertThat(queries(Direction.WITHIN)).containsExactly(0, 1, 3);
    assertThat(candidates(task(Direction.WITHIN), 0, 8)).containsExactly(1, 3);
    assertThat(queries(Direction.ORIGINAL_TO_COPY)).containsExactly(0, 1, 3);
    assertThat(candidates(task(Direction.ORIGINAL_TO_COPY), 1, 8)).containsExactly(4, 7);
    assertThat(queries(Direction.COPY_TO_ORIGINAL)).containsExactly(4, 5, 7);
    assertThat(candidates(task(Direction.COPY_TO_ORIGINAL), 7, 8)).containsExactly(0, 1);
    assertThat(task(Direction.ORIGINAL_TO_COPY).labels())
        .containsExactly("a", "b", "", "b", "a", "b", "", "b");
  }

  @Test
  void degradedTaskAppliesFilters() {
    DegradedLabelTask task =
        new DegradedLabelTask(
            labels(Set.of(Filter.SAME_ARTIST)),
            new ArrayList<>(List.of(0, 1, 2)),
            Direction.ORIGINAL_TO_COPY);

    assertThat(candidates(task, 0, 6)).containsExactly(5);
  }

  private static DegradedLabelTask task(Direction direction) {
    return new DegradedLabelTask(LABELS, new ArrayList<>(List.of(0, 2, 3, 4)), direction);
  }

  private static IntStream queries(Direction direction) {
    return IntStream.range(0, 8).filter(task(direction)::isQuery);
  }

  private static IntStream candidates(RelevanceTask task, int query, int songs) {
    return IntStream.range(0, songs).filter(song -> task.isCandidate(query, song));
  }
}
