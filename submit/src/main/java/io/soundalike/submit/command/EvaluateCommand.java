package io.soundalike.submit.command;

import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.Arguments;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LimitOptions;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import io.soundalike.submit.output.EvaluationTables;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures retrieval quality. */
@Command(
    name = "evaluate",
    description =
        "Measures retrieval quality against known labels: album, artist, genre, folder, or those of"
            + " a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  soundalike evaluate --catalogue ~/soundalike --label album --artist-filter",
      "  soundalike evaluate --catalogue ~/soundalike --label genre --copies 100"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--label",
      defaultValue = "album",
      paramLabel = "KIND|FILE",
      description =
          "What counts as relevant: the same album, artist, genre or folder, or the same label in a"
              + " CSV file with the columns path and label (default: ${DEFAULT-VALUE}).")
  private String label = "album";

  @Option(
      names = "--artist-filter",
      description = "Leave songs by the query's artist out of the results.")
  private boolean artistFilter;

  @Option(
      names = "--album-filter",
      description = "Leave songs of the query's album out of the results.")
  private boolean albumFilter;

  @Option(
      names = "--pairs",
      paramLabel = "FILE|folders",
      description =
          "Pairs of songs known to be similar: a CSV file with the columns path_a and path_b, or"
              + " the word folders if each folder holds versions of one song.")
  private @Nullable String pairs;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description =
          "Make altered copies of N songs (64 kb/s, louder, softer, shifted, 22.05 kHz, degraded),"
              + " and measure whether each copy finds its original.")
  private int copies;

  @Option(
      names = "--plays",
      paramLabel = "FILE",
      description =
          "Play counts: CSV or Parquet with the columns user, song, count. Some plays are held out,"
              + " and the recommenders are measured by how well they predict them.")
  private @Nullable String plays;

  @Option(
      names = "--compare-with",
      paramLabel = "MODEL",
      description = "Evaluate another model of the catalogue, too; repeatable.")
  private List<String> comparedModels = new ArrayList<>();

  @Option(names = "--beside", hidden = true, description = "The former name of --compare-with.")
  private List<String> beside = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Arguments.requireAtLeast("--copies", copies, 0);

    if (!beside.isEmpty()) {
      System.err.println(
          "soundalike: --beside is now called --compare-with; the next release no longer accepts"
              + " --beside.");
      comparedModels.addAll(beside);
    }

    Set<Filter> filters = EnumSet.noneOf(Filter.class);

    if (artistFilter) {
      filters.add(Filter.SAME_ARTIST);
    }

    if (albumFilter) {
      filters.add(Filter.SAME_ALBUM);
    }

    CatalogueSession.of(options, settings.read(limits.settings()), model)
        .run(
            catalogue.uri(),
            context -> {
              TrainedModel model = ModelSelection.require(context);
              EvaluateJob.Result result =
                  EvaluateJob.run(
                      context,
                      model,
                      new EvaluateJob.Options(
                          label, filters, pairs, copies, plays, comparedModels));
              List<String> lines = new ArrayList<>(List.of("", queries(result)));
              lines.addAll(EvaluationTables.lines(result));
              lines.add("");
              lines.add(
                  "Written to "
                      + context.catalogue().ofRun(context.runId(), CatalogueTables.EVALUATION)
                      + " and .json; soundalike report shows it.");
              context.progress().result(lines, EvaluationTables.rows(result));
            });
    return 0;
  }

  private String queries(EvaluateJob.Result result) {
    return String.format(
        Locale.ROOT,
        "%s with %s (%s)%s%s",
        Plural.of(result.songs(), "query song"),
        Plural.of(result.labels(), "label"),
        label,
        artistFilter ? ", without songs by the same artist" : "",
        albumFilter ? ", without songs of the same album" : "");
  }
}
