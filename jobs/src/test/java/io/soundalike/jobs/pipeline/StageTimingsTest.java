package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.table.CatalogueTables;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTimingsTest {

  @TempDir private Path root;

  private Catalogue catalogue;

  @BeforeEach
  void open() throws IOException {
    catalogue = Catalogue.open(root.toString(), new Configuration());
  }

  private void manifest(String runId, String json) throws IOException {
    catalogue.write(runId, CatalogueTables.MANIFEST_FILE, json);
  }

  @Test
  void aCatalogueWithoutRunsHasNoEstimates() throws IOException {
    StageTimings timings = StageTimings.read(catalogue);

    assertThat(timings.isEmpty()).isTrue();
    assertThat(timings.estimate(Stages.REPORT, run -> 1, 1)).isZero();
  }

  @Test
  void theRunWithMostWorkSetsThePriceWhateverItsVersion() throws IOException {
    manifest(
        "1",
        "{\"found\": 100, \"read\": 100, \"cores\": 8, \"stageSeconds\": {\"inventory\": 50,"
            + " \"map\": 9}}");
    manifest(
        "2",
        "{\"filesFound\": 101, \"filesRead\": 1, \"cores\": 2, \"stageSeconds\": {\"inventory\":"
            + " 4}}");
    StageTimings timings = StageTimings.read(catalogue);

    assertThat(timings.isEmpty()).isFalse();
    assertThat(timings.cores()).isEqualTo(2);
    assertThat(timings.estimate(Stages.INVENTORY, run -> run.counts().files().read(), 10))
        .isEqualTo(5);
    assertThat(timings.estimateOfPairs(Stages.MAP, 200)).isEqualTo(36);
    assertThat(timings.estimate(Stages.TRAIN, run -> run.trained(), 1)).isZero();
  }

  @Test
  void stagesAreListedInTheOrderOfTheData() {
    assertThat(Stages.ALL)
        .extracting(Stage::name)
        .containsExactly("inventory", "features", "train", "encode", "neighbours", "map", "report");
    assertThat(Stages.ALL).allSatisfy(stage -> assertThat(stage.description()).endsWith("."));
  }
}
