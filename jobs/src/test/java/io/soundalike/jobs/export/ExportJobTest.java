package io.soundalike.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.TrackAnalyser;
import io.soundalike.jobs.map.MapAndClusterJob;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.report.PortableReport;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.SchemaDocument;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  @TempDir private Path folder;
  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    catalogue = new TestCatalogue(folder.resolve("a")).withSongs(0, 6);
  }

  @Test
  void exportWritesAllFilesAndColumns() throws IOException {
    Files.writeString(catalogue.music().resolve("text.mp3"), "not a song\n".repeat(500));
    String runId = catalogue.run(SETTINGS).runId();
    Path to = folder.resolve("exported");
    ExportJob.run(catalogue.context(SETTINGS), to);

    List<String> features = Files.readAllLines(to.resolve("features.csv"));
    assertThat(features).hasSize(7);
    assertThat(features.get(0))
        .isEqualTo(
            "audio_file_id,samplefreq,channels,sample_points,audio_length_seconds,tempo_bpm,"
                + "avg_diff_beat_times,std_diff_beat_times,rolloff_freq,avg_zcr,zcr_range,"
                + "avg_mel_freq,std_mel_freq,avg_onset_strength,std_onset_strength,tonic,"
                + "key_signature,z_dist_avg_to_tonic,track_id,path,title,artist,album,year,genre");
    assertThat(features.get(1)).startsWith("1,44100,2,").contains(",Paper Boats,The Tin Lanterns,");
    List<String> descriptors = Files.readAllLines(to.resolve("descriptors.csv"));
    assertThat(descriptors).hasSize(7);
    assertThat(descriptors.get(0))
        .startsWith(
            "track_id,path,tuning,centroid_mean_hz,bandwidth_mean_hz,rms_mean,loudness_dbfs,"
                + "peak_dbfs,clipped_share,quiet_share,side_db,")
        .contains(",mfcc_mean_19,contrast_mean_db_0,", ",chroma_mean_11,mfcc_covariance_0,")
        .endsWith(",mfcc_covariance_209");
    assertThat(descriptors.get(1).split(",")).hasSize(7 + 4 + 20 + 7 + 12 + 210);
    // Six songs differ in at most five directions.
    assertThat(Files.readAllLines(to.resolve("embeddings.csv")).get(0)).endsWith(",e4");
    assertThat(Files.readAllLines(to.resolve("neighbours.csv"))).hasSize(1 + 6 * 3);
    assertThat(Files.readAllLines(to.resolve("map.csv"))).hasSize(7);
    List<String> matrix = Files.readAllLines(to.resolve("distances.mirex"));
    assertThat(matrix).hasSize(1 + 6 + 1 + 6);
    assertThat(matrix.get(7)).isEqualTo("Q/R\t1\t2\t3\t4\t5\t6");
    assertThat(matrix.get(8).split("\t")[2]).isEqualTo(matrix.get(9).split("\t")[1]);
    assertThat(to.resolve("tree.nwk"))
        .content()
        .startsWith("(")
        .endsWith(";\n")
        .contains("'Paper Boats - The Tin Lanterns':");
    List<String> sparse = Files.readAllLines(to.resolve("neighbours.mirex"));
    assertThat(sparse).hasSize(1 + 6);
    String[] line = sparse.get(1).split("\t");
    assertThat(line).hasSize(1 + 3);
    assertThat(line[0]).isEqualTo(matrix.get(1).split("\t")[1]);
    int nearest =
        matrix.subList(1, 7).stream()
            .map(m -> m.split("\t")[1])
            .toList()
            .indexOf(line[1].substring(0, line[1].lastIndexOf(',')));
    assertThat(line[1].substring(line[1].lastIndexOf(',') + 1))
        .isEqualTo(matrix.get(8).split("\t")[1 + nearest]);
    everyColumnAndKeyIsDocumented(runId, to);
    portableReportHasExcerptsOfReadableSongs(to);
  }

  private void everyColumnAndKeyIsDocumented(String runId, Path exported) throws IOException {
    SchemaDocument page = SchemaDocument.read();

    for (String table : List.of("features", "descriptors", "embeddings", "neighbours", "map")) {
      String csv = table + ".csv";
      List<String> documented = page.names(csv);

      if (table.equals("embeddings")) {
        assertThat(documented).endsWith("e23");
        documented = documented.subList(0, documented.indexOf("e4") + 1);
      }

      assertThat(Files.readAllLines(exported.resolve(csv)).get(0).split(","))
          .as(csv)
          .containsExactlyElementsOf(documented);
    }

    for (String file : List.of("manifest.json", "distance.json", "map.json")) {
      URI uri = URI.create(catalogue.context(SETTINGS).catalogue().ofRun(runId, file));
      // Only alternative maps have an agreement, and this run has none.
      List<String> documented =
          page.names(file).stream().filter(key -> !key.equals("agreement")).toList();

      assertThat(ConfigFactory.parseFile(new File(uri)).root().keySet())
          .as(file)
          .containsExactlyInAnyOrderElementsOf(documented);
    }
  }

  /** Deletes the file of one song, and changes that of another, before the report is written. */
  private void portableReportHasExcerptsOfReadableSongs(Path to) throws IOException {
    JobContext context = catalogue.context(SETTINGS);
    List<AudioFileRow> files = RunTables.collect(context, TestCatalogue.songIndex(context)).files();
    Files.delete(Path.of(URI.create(files.get(2).getPath())));
    Path changed = Path.of(URI.create(files.get(3).getPath()));
    byte[] song = Files.readAllBytes(changed);
    song[song.length - 1] ^= 1;
    Files.write(changed, song);

    assertThat(PortableReport.write(context, to, 4)).isEqualTo(4);
    assertThat(to.resolve("index.html")).content().contains("\"excerpts\":\"excerpts\"");
    assertThat(to.resolve("map.svg")).exists();

    try (Stream<Path> excerpts = Files.list(to.resolve("excerpts"))) {
      assertThat(excerpts)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("000000.mp3", "000001.mp3", "000004.mp3", "000005.mp3");
    }

    byte[] excerpt = Files.readAllBytes(to.resolve("excerpts/000004.mp3"));
    FeatureRow analysed = new TrackAnalyser(SETTINGS).analyse("", excerpt);
    assertThat(analysed.getOutcome()).isEqualTo(FeatureOutcome.OK);
    assertThat(analysed.getSeconds()).isCloseTo(4, within(0.1));
  }

  @Test
  void mapAboveExactTracksUsesNearestNeighbours() throws IOException {
    catalogue.run(SETTINGS);
    JobContext context = catalogue.context(TestCatalogue.settings("map.exact-tracks=1"));
    MapAndClusterJob.Result map = MapAndClusterJob.run(context, TestCatalogue.songIndex(context));
    List<MapPointRow> points =
        TestCatalogue.read(
            context.catalogue().ofRun(context.runId(), CatalogueTables.MAP_POINTS),
            MapPointRow.ENCODER);

    assertThat(map.divergence()).isBetween(0.0, 1.0);
    assertThat(points).hasSize(6).allMatch(p -> Math.hypot(p.getX(), p.getY()) < 1000);
    assertThat(points).extracting(p -> p.getX() + " " + p.getY()).doesNotHaveDuplicates();
  }

  @Test
  void jobsWithoutInputNameTheCommandToRun() {
    JobContext context = catalogue.context(SETTINGS);

    assertThatThrownBy(() -> ExportJob.run(context, folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("run soundalike run first");
    assertThatThrownBy(() -> TrainAutoencoderJob.run(context, TrainAutoencoderJob.Reuse.EXISTING))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no analysed song to train on");
  }
}
