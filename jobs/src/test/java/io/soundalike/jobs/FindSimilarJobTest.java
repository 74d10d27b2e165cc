package io.soundalike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.similar.FindSimilarJob;
import io.soundalike.jobs.similar.Match;
import io.soundalike.jobs.table.AudioFileRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindSimilarJobTest {

  private static final FindSimilarJob.Options THREE = new FindSimilarJob.Options(3, 0, 0, 0, false);

  @TempDir private static Path shared;

  @Test
  void songsOfTheCatalogueAndOthersAreAskedAbout() throws IOException {
    FirstRun firstRun = FirstRun.in(shared);
    PipelineJob.Result run = firstRun.result();
    JobContext context = firstRun.catalogue().context(TestCatalogue.settings());
    List<AudioFileRow> files = Tracks.ofLatestInventory(context).collectAsList();
    String known = files.get(0).getPath();

    FindSimilarJob.Result result = FindSimilarJob.run(context, run.model(), List.of(known), THREE);

    assertThat(result.asked()).extracting(AudioFileRow::getPath).containsExactly(known);
    assertThat(result.matches()).hasSize(3);
    assertThat(result.matches()).extracting(match -> match.file().getPath()).doesNotContain(known);
    assertThat(result.matches()).extracting(Match::distance).isSorted();

    // A file of the same bytes is the song of the catalogue, whatever its name.
    Path copy = firstRun.folder().resolve("copy.bin");
    Files.copy(Path.of(known.replaceFirst("^file:/*", "/")), copy);

    assertThat(FindSimilarJob.run(context, run.model(), List.of(copy.toString()), THREE).asked())
        .extracting(AudioFileRow::getPath)
        .containsExactly(known);

    // A song that the catalogue does not hold is heard now.
    Path other = firstRun.folder().resolve("other.mp3");
    Files.write(other, TestCatalogue.Songs.song(6));
    FindSimilarJob.Result outside =
        FindSimilarJob.run(context, run.model(), List.of(other.toString()), THREE);

    assertThat(outside.asked().get(0).getPath()).endsWith("other.mp3");
    assertThat(outside.matches()).hasSize(3);
    assertThat(outside.matches())
        .extracting(match -> match.file().getPath())
        .isSubsetOf(files.stream().map(AudioFileRow::getPath).toList());

    Path rubbish = Files.writeString(firstRun.folder().resolve("rubbish.mp3"), "no song at all");

    assertThatThrownBy(
            () -> FindSimilarJob.run(context, run.model(), List.of(rubbish.toString()), THREE))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("rubbish.mp3 cannot be heard: ");
    assertThatThrownBy(
            () -> FindSimilarJob.run(context, run.model(), List.of("nobody: knows"), THREE))
        .hasMessageContaining("No song is called \"nobody: knows\"");
  }
}
