package io.soundalike.submit.command;

import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
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

/** Whether near means alike. */
@Command(
    name = "evaluate",
    description =
        "Measures whether near songs are alike, by their album, artist, genre, folder or a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: soundalike evaluate --catalogue ~/soundalike --label album --artist-filter",
      "          soundalike evaluate --catalogue ~/soundalike --label genre --copies 100"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--label",
      defaultValue = "album",
      paramLabel = "KIND|FILE",
      description =
          "album, artist, genre, folder, or a CSV file with the columns path and label (default:"
              + " ${DEFAULT-VALUE}).")
  private String label = "album";

  @Option(
      names = "--artist-filter",
      description = "Leave songs of the same artist out of the lists.")
  private boolean artistFilter;

  @Option(names = "--album-filter", description = "Leave songs of the same album out of the lists.")
  private boolean albumFilter;

  @Option(
      names = "--pairs",
      paramLabel = "FILE|folders",
      description =
          "Songs known to be alike: a CSV file with the columns path_a and path_b, or the word"
              + " folders if each folder holds versions of one song.")
  private @Nullable String pairs;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description =
          "Alter so many songs (64 kb/s, louder, softer, shifted, 22.05 kHz, degraded), and look"
              + " whether the copies are known for what they are.")
  private int copies;

  @Option(
      names = "--plays",
      paramLabel = "FILE",
      description =
          "Who played what: CSV or Parquet with the columns user, song, count. Some plays are"
              + " hidden from those who recommend, and looked for.")
  private @Nullable String plays;

  @Option(
      names = "--beside",
      paramLabel = "MODEL",
      description = "Ask another model of the catalogue the same; repeatable.")
  private List<String> beside = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (copies < 0) {
      throw new UserException(ExitCode.USAGE, "--copies takes a number of songs, from 0.");
    }

    Set<Filter> filters = EnumSet.noneOf(Filter.class);

    if (artistFilter) {
      filters.add(Filter.SAME_ARTIST);
    }

    if (albumFilter) {
      filters.add(Filter.SAME_ALBUM);
    }

    options.inSession(
        catalogue.uri(),
        context -> {
          TrainedModel model = ModelSelection.require(context);
          EvaluateJob.Result result =
              EvaluateJob.run(
                  context,
                  model,
                  new EvaluateJob.Options(label, filters, pairs, copies, plays, beside));
          List<String> lines = new ArrayList<>(List.of("", question(result)));
          lines.addAll(EvaluationTables.lines(result));
          lines.add("");
          lines.add(
              "Written to "
                  + context.catalogue().ofRun(context.runId(), CatalogueTables.EVALUATION)
                  + " and .json beside it; soundalike report shows it.");
          context.progress().result(lines, EvaluationTables.rows(result));
        });
    return 0;
  }

  private String question(EvaluateJob.Result result) {
    return String.format(
        Locale.ROOT,
        "%d songs of %d labels (%s) ask for their neighbours%s%s",
        result.songs(),
        result.labels(),
        label,
        artistFilter ? ", songs of the same artist left out" : "",
        albumFilter ? ", songs of the same album left out" : "");
  }
}
