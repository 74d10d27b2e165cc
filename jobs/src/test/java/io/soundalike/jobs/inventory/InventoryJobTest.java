package io.soundalike.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  @TempDir private Path folder;

  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    catalogue = new TestCatalogue(folder);
    file("a.mp3");
    file("b.OPUS");
    file("c.wma");
    file("d.Wma");
    file("e.ape");
    file("cover.jpg");
    file(".f.wma");
  }

  private void file(String name) throws IOException {
    Files.writeString(catalogue.music().resolve(name), name);
  }

  @Test
  void filesOfOtherKindsAreCounted() throws IOException {
    JobContext context = catalogue.context(SETTINGS);
    List<String> inputs = List.of(catalogue.music().toString());

    assertThat(InventoryJob.plan(context, inputs).otherKinds())
        .isEqualTo(Map.of("wma", 2L, "ape", 1L));
    assertThat(InventoryJob.latestOtherKinds(context)).isEmpty();

    InventoryJob.Result result = InventoryJob.run(context, inputs);

    assertThat(result.found()).isEqualTo(2);
    assertThat(result.otherKinds()).isEqualTo(Map.of("wma", 2L, "ape", 1L));
    assertThat(InventoryJob.latestOtherKinds(context)).isEqualTo(Map.of("wma", 2L, "ape", 1L));
  }

  @Test
  void aFolderOfOtherKindsAloneIsRefusedByName() {
    assertThatThrownBy(
            () ->
                InventoryJob.run(
                    catalogue.context(TestCatalogue.settings("inventory.extensions=[xyz]")),
                    List.of(catalogue.music().toString())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "no file name ends in xyz, but there are 5 files of kinds that are not read: wma 2, ape"
                + " 1, mp3 1, opus 1;");
  }

  @Test
  void globsPassOverHiddenFiles() throws IOException {
    assertThat(
            InventoryJob.run(catalogue.context(SETTINGS), List.of(catalogue.music() + "/*.[wW]ma"))
                .found())
        .isEqualTo(2);
  }
}
