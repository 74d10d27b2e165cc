package io.soundalike.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.track.tags.TagReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTagsTest {

  /** Shows that the bytes of the file were not read. */
  private static final String STORED_ID = "0".repeat(64);

  private static final String STORED_TITLE = "Stored title";

  @TempDir private Path folder;

  private TestCatalogue catalogue;
  private JobContext context;
  private String song;

  @BeforeEach
  void composeSong() throws IOException {
    catalogue = new TestCatalogue(folder).withSongs(0, 1);
    context = catalogue.context(TestCatalogue.settings());
    song = catalogue.music().resolve(DemoCatalogue.songs().get(0).fileName()).toString();
  }

  /** Lists the song after an inventory whose tags a reader of some version has read. */
  private AudioFileRow listAfter(@Nullable Integer version) throws IOException {
    AudioFileRow row = InventoryJob.read(context, song).orElseThrow();
    row.setTrackId(STORED_ID);
    row.setTitle(STORED_TITLE);
    row.setTagsVersion(version);
    context
        .spark()
        .createDataset(List.of(row), AudioFileRow.ENCODER)
        .write()
        .parquet(context.catalogue().audioFiles(context.runId()));
    JobContext next = catalogue.context(TestCatalogue.settings());

    assertThat(InventoryJob.run(next, List.of(catalogue.music().toString())))
        .isEqualTo(new InventoryJob.Result(1, 1, 0, 0, Map.of()));
    return next.catalogue().audioFiles(next.spark(), next.runId()).first();
  }

  @Test
  void tagsThatAnEarlierReaderReadAreReadAgain() throws IOException {
    AudioFileRow row = listAfter(null);

    assertThat(row.getTitle()).isEqualTo(DemoCatalogue.songs().get(0).tags().title());
    assertThat(row.getTagsVersion()).isEqualTo(TagReader.VERSION);
    assertThat(row.getTrackId()).isEqualTo(STORED_ID);
  }

  @Test
  void tagsThatThisReaderReadAreKept() throws IOException {
    AudioFileRow row = listAfter(TagReader.VERSION);

    assertThat(row.getTitle()).isEqualTo(STORED_TITLE);
    assertThat(row.getTrackId()).isEqualTo(STORED_ID);
  }
}
