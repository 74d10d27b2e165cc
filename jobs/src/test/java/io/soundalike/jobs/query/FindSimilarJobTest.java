package io.soundalike.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.export.PlotSongJob;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.table.AudioFileRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindSimilarJobTest {

  private static final FindSimilarJob.Options THREE =
      new FindSimilarJob.Options(3, 0, 0, 0, false, null);

  @TempDir private static Path shared;

  @Test
  void queriesAreSongsOfTheCatalogueOrOtherFiles() throws IOException {
    FirstRun firstRun = FirstRun.in(shared);
    PipelineJob.Result run = firstRun.result();
    JobContext context = firstRun.catalogue().context(TestCatalogue.settings());
    List<AudioFileRow> files = LatestTracks.ofLatestInventory(context).collectAsList();
    String known = files.get(0).getPath();

    FindSimilarJob.Result result = FindSimilarJob.run(context, run.model(), List.of(known), THREE);

    assertThat(result.queries()).extracting(AudioFileRow::getPath).containsExactly(known);
    assertThat(result.matches()).hasSize(3);
    assertThat(result.matches()).extracting(match -> match.file().getPath()).doesNotContain(known);
    assertThat(result.matches()).extracting(Match::distance).isSorted();

    // A file of the same bytes is the song of the catalogue, whatever its name.
    Path copy = firstRun.folder().resolve("copy.bin");
    Files.copy(Path.of(known.replaceFirst("^file:/*", "/")), copy);

    assertThat(FindSimilarJob.run(context, run.model(), List.of(copy.toString()), THREE).queries())
        .extracting(AudioFileRow::getPath)
        .containsExactly(known);

    // A file outside the catalogue is analysed and encoded.
    Path other = firstRun.folder().resolve("other.mp3");
    Files.write(other, TestCatalogue.Songs.song(6));
    FindSimilarJob.Result outside =
        FindSimilarJob.run(context, run.model(), List.of(other.toString()), THREE);

    assertThat(outside.queries().get(0).getPath()).endsWith("other.mp3");
    assertThat(outside.matches()).hasSize(3);
    assertThat(outside.matches())
        .extracting(match -> match.file().getPath())
        .isSubsetOf(files.stream().map(AudioFileRow::getPath).toList());

    pathAndClusters(context, run, files);
    plots(context, other, firstRun.folder().resolve("plots"));

    Path invalid = Files.writeString(firstRun.folder().resolve("invalid.mp3"), "no song at all");

    assertThatThrownBy(
            () -> FindSimilarJob.run(context, run.model(), List.of(invalid.toString()), THREE))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("invalid.mp3 cannot be analysed: ");
    assertThatThrownBy(
            () -> FindSimilarJob.run(context, run.model(), List.of("unknown: song"), THREE))
        .hasMessageContaining("No song matches \"unknown: song\"");
    assertThatThrownBy(() -> PlotSongJob.run(context, invalid.toString(), firstRun.folder()))
        .hasMessageContaining("invalid.mp3 cannot be plotted: ");
    assertThatThrownBy(() -> PlotSongJob.run(context, "unknown: song", firstRun.folder()))
        .hasMessageContaining("No song matches \"unknown: song\"");
  }

  private static void pathAndClusters(
      JobContext context, PipelineJob.Result run, List<AudioFileRow> files) throws IOException {
    String from = files.get(0).getPath();
    String to = files.get(1).getPath();
    List<Match> path = FindPathJob.run(context, run.model(), from, to).matches();

    assertThat(path.get(0).file().getPath()).isEqualTo(from);
    assertThat(path.get(0).distance()).isZero();
    assertThat(path.get(path.size() - 1).file().getPath()).isEqualTo(to);
    assertThat(path.get(1).distance()).isPositive();
    assertThatThrownBy(() -> FindPathJob.run(context, run.model(), from, "missing"))
        .hasMessageContaining("No song of the catalogue matches \"missing\"");

    Map<Integer, FindSimilarJob.Result> clusters = ListClustersJob.run(context, run.model());

    assertThat(clusters).hasSize(2);
    assertThat(clusters.values().stream().flatMap(list -> list.matches().stream()))
        .extracting(match -> match.file().getPath())
        .containsExactlyInAnyOrderElementsOf(files.stream().map(AudioFileRow::getPath).toList());
    assertThat(clusters.values())
        .allSatisfy(
            list -> {
              assertThat(list.matches().get(0).file().getPath())
                  .isEqualTo(list.queries().get(0).getPath());
              assertThat(list.matches()).extracting(Match::distance).isSorted();
            });
  }

  private static void plots(JobContext context, Path song, Path folder) throws IOException {
    List<Path> written = PlotSongJob.run(context, song.toString(), folder);

    assertThat(written).hasSize(10).allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(folder.resolve("tempogram.svg")).content().contains("tempogram of ");
  }
}
