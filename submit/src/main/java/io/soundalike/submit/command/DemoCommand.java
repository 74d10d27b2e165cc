package io.soundalike.submit.command;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.demo.ListeningLog;
import io.soundalike.evaluation.PairRanks;
import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluatedDistances;
import io.soundalike.jobs.evaluation.EvaluationTask;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.export.CsvWriter;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.report.RenderReportJob;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import io.soundalike.submit.output.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Composes a catalogue and runs the whole pipeline on it. */
@Command(
    name = "demo",
    description =
        "Composes 28 songs, runs the whole pipeline on them, and prints at which rank covers are"
            + " found.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike demo --output soundalike-demo"})
public final class DemoCommand implements Callable<Integer> {

  private static final int SHOWN_SONGS = 4;
  private static final int SHOWN_NEIGHBOURS = 3;
  private static final int LISTENERS = 300;

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "soundalike-demo",
      description =
          "Folder for the songs, the catalogue and the report (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("soundalike-demo");

  @Option(
      names = "--songs",
      paramLabel = "N",
      defaultValue = "28",
      description =
          "Number of songs to compose, at most ${DEFAULT-VALUE} (default: ${DEFAULT-VALUE}).")
  private int songs = DemoCatalogue.SONGS;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "45",
      description = "Seconds per song (default: ${DEFAULT-VALUE}); conf/article.conf needs 95.")
  private double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "14",
      description = "Random seed of the compositions (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() throws Exception {
    if (songs < 2 || songs > DemoCatalogue.SONGS || seconds < 5 || seconds > 600) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "The demo has 2 to %d songs of 5 to 600 s; got --songs %d and --seconds %s.",
              DemoCatalogue.SONGS,
              songs,
              seconds));
    }

    long start = System.nanoTime();
    CatalogueSession.of(options, settings.read())
        .runOrCreate(
            output.resolve("catalogue").toString(),
            context -> {
              run(context, compose(context));
              context.report("The demo took %.0f s.", (System.nanoTime() - start) / 1e9);
            });
    return 0;
  }

  private Path compose(JobContext context) throws IOException {
    Path folder =
        output.resolve(String.format(Locale.ROOT, "songs-%.0fs-seed%d-%d", seconds, seed, songs));
    context.report("Composing %s in %s ...", Plural.of(songs, "song"), folder);
    DemoCatalogue.write(folder, songs, seconds, seed);
    writePairs(output.resolve("pairs.csv"), folder);
    writePlays(output.resolve("plays.csv"), folder);
    return folder;
  }

  private void run(JobContext context, Path folder) throws IOException {
    PipelineJob.Result result =
        PipelineJob.run(context, PipelineJob.Request.of(List.of(folder.toString())));
    EvaluateJob.Result measured =
        EvaluateJob.run(context, result.model(), EvaluateJob.Options.of("artist"));
    SongIndex compared = SongIndex.collectWithHarmony(context, result.model());
    RenderReportJob.run(context, result.model(), compared);
    RunTables tables = RunTables.collect(context, compared);
    Path report = output.resolve("report");
    context.catalogue().copyReport(context.runId(), report);
    printNeighbours(context, tables);
    printPairs(context, tables, compared);
    printPrecision(context, measured);
    RunSummary.print(context, result);
    context.report("Copy of the report: %s", report.resolve("index.html").toAbsolutePath());
  }

  private static void printNeighbours(JobContext context, RunTables tables) {
    Map<String, String> labels = new HashMap<>();
    tables.files().forEach(file -> labels.put(RunTables.trackId(file), label(file)));
    List<String> lines = new ArrayList<>(List.of("", "Nearest songs:"));
    List<Map<String, ?>> rows = new ArrayList<>();

    for (int i = 0; i < SHOWN_SONGS; i++) {
      AudioFileRow file = tables.files().get(i * tables.files().size() / SHOWN_SONGS);
      lines.add("  " + label(file));

      for (NeighbourRow row :
          tables.neighbours().getOrDefault(RunTables.trackId(file), List.of())) {
        if (row.getRank() <= SHOWN_NEIGHBOURS) {
          String neighbour = labels.getOrDefault(row.getNeighbourId(), row.getNeighbourId());
          lines.add(
              String.format(
                  Locale.ROOT, "    %d. %s (%.3f)", row.getRank(), neighbour, row.getDistance()));
          rows.add(
              Map.of(
                  "song", label(file),
                  "rank", row.getRank(),
                  "neighbour", neighbour,
                  "distance", row.getDistance()));
        }
      }
    }

    context.progress().result(lines, rows);
  }

  private static void printPairs(JobContext context, RunTables tables, SongIndex compared) {
    List<String> trackIds = compared.trackIds();
    // Bands sound alike; covers have the same harmony.
    Distance distance = SongDistance.rawComponent(Component.HARMONY, compared.collection());
    Map<String, Integer> index = new HashMap<>();

    for (AudioFileRow file : tables.files()) {
      String name = file.getPath().substring(file.getPath().lastIndexOf('/') + 1);
      index.put(name, trackIds.indexOf(RunTables.trackId(file)));
    }

    int n = trackIds.size();
    String title =
        String.format(
            Locale.ROOT,
            "Known pairs, by harmony: rank of each partner among %s",
            Plural.of(n - 1, "other song"));
    List<String> lines = new ArrayList<>(List.of("", title));
    List<Map<String, ?>> rows = new ArrayList<>();
    double sum = 0;

    for (DemoCatalogue.Pair pair : DemoCatalogue.pairs()) {
      Integer first = index.get(pair.first().fileName());
      Integer second = index.get(pair.second().fileName());

      if (first != null && second != null) {
        int there = PairRanks.rank(distance, first, second);
        int back = PairRanks.rank(distance, second, first);
        String both = label(pair.first()) + " / " + label(pair.second());
        lines.add(
            String.format(
                Locale.ROOT, "  %-10s  %-70s %2d and %2d", pair.kind(), both, there, back));
        rows.add(Map.of("kind", pair.kind(), "pair", both, "there", there, "back", back));
        sum += there + back;
      }
    }

    lines.add(
        rows.isEmpty()
            ? "  no pair is among the first " + Plural.of(n, "song")
            : String.format(
                Locale.ROOT,
                "  mean rank %.1f; by chance it would be %.1f",
                sum / rows.size() / 2,
                PairRanks.chanceRank(n)));
    context.progress().result(lines, rows);
  }

  /** Prints precision at 1; the report has the other metrics. */
  private static void printPrecision(JobContext context, EvaluateJob.Result measured) {
    double ours = precision(measured, EvaluatedDistances.OURS);
    double chance = precision(measured, EvaluatedDistances.CHANCE);
    context.report("");
    context
        .progress()
        .result(
            String.format(
                Locale.ROOT,
                "For %.0f %% of the songs the nearest song is by the same artist; by chance it"
                    + " would be %.0f %%.",
                100 * ours,
                100 * chance),
            Map.of("sameBand", ours, "byChance", chance));
  }

  private static double precision(EvaluateJob.Result measured, String distance) {
    return measured.metric(EvaluationTask.LABELS, distance, "", "p@1").orElseThrow().getValue();
  }

  private static String label(DemoCatalogue.Song song) {
    return song.tags().title() + " - " + song.tags().artist();
  }

  private static String label(AudioFileRow file) {
    return file.getTitle() + " - " + file.getArtist();
  }

  private void writePairs(Path file, Path folder) throws IOException {
    try (CsvWriter csv = new CsvWriter(Files.newBufferedWriter(file), "path_a", "path_b", "kind")) {
      for (DemoCatalogue.Pair pair : DemoCatalogue.pairs()) {
        Path first = folder.resolve(pair.first().fileName()).toAbsolutePath();
        Path second = folder.resolve(pair.second().fileName()).toAbsolutePath();

        if (Files.exists(first) && Files.exists(second)) {
          csv.row(first, second, pair.kind());
        }
      }
    }
  }

  private void writePlays(Path file, Path folder) throws IOException {
    List<DemoCatalogue.Song> all = DemoCatalogue.songs();

    try (CsvWriter csv = new CsvWriter(Files.newBufferedWriter(file), "user", "song", "count")) {
      for (ListeningLog.Play play : ListeningLog.generate(songs, LISTENERS, seed)) {
        Path song = folder.resolve(all.get(play.song()).fileName()).toAbsolutePath();
        csv.row(play.listener(), song, play.count());
      }
    }
  }
}
