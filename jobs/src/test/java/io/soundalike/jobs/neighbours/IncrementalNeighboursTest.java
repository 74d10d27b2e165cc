package io.soundalike.jobs.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neighbours of random songs after songs were added or removed, compared with a full search. */
class IncrementalNeighboursTest {

  private static final String EUCLIDEAN = "neighbours.distance=euclidean";
  private static final String BLEND = "neighbours.distance=blend";

  /** Songs 0, 10, 20 and 30. */
  private static final DistanceReference REFERENCE =
      new DistanceReference("source", trackIds(IntStream.of(0, 10, 20, 30)), 40);

  @TempDir private Path folder;

  private TestCatalogue catalogue;

  @BeforeEach
  void emptyCatalogue() {
    catalogue = new TestCatalogue(folder.resolve("incremental"));
  }

  @ParameterizedTest
  @ValueSource(strings = {EUCLIDEAN, BLEND})
  void addedSongsBecomeNeighboursOfOthers(String setting) throws IOException {
    run(IntStream.range(0, 40), setting);

    assertThat(compared(IntStream.range(0, 44), setting)).isEqualTo(4);

    List<NeighbourRow> rows = run(IntStream.range(0, 44), setting);

    assertThat(rows)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(fullSearch(IntStream.range(0, 44), setting));
    assertThat(rows)
        .anyMatch(
            row ->
                row.getTrackId().compareTo("040") < 0
                    && row.getNeighbourId().compareTo("040") >= 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {EUCLIDEAN, BLEND})
  void songsThatLostANeighbourAreComparedAgain(String setting) throws IOException {
    List<NeighbourRow> before = run(IntStream.range(0, 40), setting);
    // Song 10 is in the reference set.
    Set<String> removed = Set.of("010", "023");
    Set<String> invalidated =
        before.stream()
            .filter(row -> removed.contains(row.getNeighbourId()))
            .map(NeighbourRow::getTrackId)
            .filter(id -> !removed.contains(id))
            .collect(Collectors.toSet());

    assertThat(invalidated).isNotEmpty();
    assertThat(compared(withoutTwo(40), setting)).isEqualTo(invalidated.size());
    assertThat(run(withoutTwo(40), setting))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(fullSearch(withoutTwo(40), setting));
  }

  @ParameterizedTest
  @ValueSource(strings = {EUCLIDEAN, BLEND})
  void addedAndRemovedSongsOfSeveralRunsGiveAFullSearch(String setting) throws IOException {
    run(IntStream.range(0, 40), setting);
    run(withoutTwo(43), setting);

    // Songs that were removed are added again.
    assertThat(run(IntStream.range(0, 44), setting))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(fullSearch(IntStream.range(0, 44), setting));
  }

  @Test
  void unchangedSongsKeepTheirNeighbours() throws IOException {
    List<NeighbourRow> before = run(IntStream.range(0, 40), EUCLIDEAN);

    assertThat(compared(IntStream.range(0, 40), EUCLIDEAN)).isZero();
    assertThat(run(IntStream.range(0, 40), EUCLIDEAN))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyElementsOf(before);
  }

  @Test
  void neighboursAreNotReusedAfterManyChangesOrByOtherSettings() throws IOException {
    JobContext context = context(EUCLIDEAN);

    assertThat(IncrementalNeighbours.find(context, index(IntStream.range(0, 40)))).isEmpty();

    run(IntStream.range(0, 20), EUCLIDEAN);

    assertThat(IncrementalNeighbours.find(context, index(IntStream.range(0, 40)))).isPresent();
    assertThat(IncrementalNeighbours.find(context, index(IntStream.range(0, 42)))).isEmpty();
    assertThat(IncrementalNeighbours.find(context("neighbours.k=4"), index(IntStream.range(0, 20))))
        .isEmpty();
  }

  private int compared(IntStream songs, String setting) throws IOException {
    return IncrementalNeighbours.find(context(setting), index(songs)).orElseThrow().compared();
  }

  private List<NeighbourRow> run(IntStream songs, String setting) throws IOException {
    return run(context(setting), songs);
  }

  /** The neighbours that a catalogue without earlier runs has. */
  private List<NeighbourRow> fullSearch(IntStream songs, String setting) throws IOException {
    TestCatalogue fresh = new TestCatalogue(folder.resolve("full"));
    return run(fresh.context(TestCatalogue.settings(setting)), songs);
  }

  private static List<NeighbourRow> run(JobContext context, IntStream songs) throws IOException {
    FindNeighboursJob.run(context, index(songs));
    return TestCatalogue.read(
            context.catalogue().ofRun(context.runId(), CatalogueTables.NEIGHBOURS),
            NeighbourRow.ENCODER)
        .stream()
        .sorted(
            Comparator.comparing(NeighbourRow::getTrackId).thenComparingInt(NeighbourRow::getRank))
        .toList();
  }

  private JobContext context(String setting) {
    return catalogue.context(TestCatalogue.settings(setting));
  }

  private static IntStream withoutTwo(int songs) {
    return IntStream.range(0, songs).filter(song -> song != 10 && song != 23);
  }

  /** The songs and, after them, the songs of the reference set that are not among them. */
  private static SongIndex index(IntStream songs) {
    List<String> trackIds = trackIds(songs);
    List<String> all = new ArrayList<>(trackIds);
    REFERENCE.trackIds().stream().filter(id -> !trackIds.contains(id)).forEach(all::add);
    SongCollection collection =
        new SongCollection(
            all.stream().map(IncrementalNeighboursTest::descriptor).toList(),
            trackIds.size(),
            REFERENCE.trackIds().stream().map(all::indexOf).toList());
    return new SongIndex(
        trackIds, Collections.nCopies(trackIds.size(), new FeatureRow()), collection, REFERENCE);
  }

  private static List<String> trackIds(IntStream songs) {
    return songs.mapToObj(song -> String.format(Locale.ROOT, "%03d", song)).toList();
  }

  private static SongDescriptor descriptor(String trackId) {
    Random random = new Random(Long.parseLong(trackId));
    return new SongDescriptor(
        numbers(random, 6),
        numbers(random, 20),
        unitCovariance(20),
        numbers(random, 40),
        unitCovariance(40),
        numbers(random, 7),
        1000 + random.nextInt(1000),
        1000 + random.nextInt(1000),
        80 + random.nextInt(80),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble(),
        numbers(random, 900));
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];

    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }

    return numbers;
  }

  /** The upper triangle of the identity matrix, row by row. */
  private static float[] unitCovariance(int size) {
    float[] triangle = new float[size * (size + 1) / 2];
    int diagonal = 0;

    for (int row = 0; row < size; row++) {
      triangle[diagonal] = 1;
      diagonal += size - row;
    }

    return triangle;
  }
}
