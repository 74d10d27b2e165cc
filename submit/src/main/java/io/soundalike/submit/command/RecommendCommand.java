package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.recommendation.RecommendJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import io.soundalike.submit.output.SongLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What listeners may like next. */
@Command(
    name = "recommend",
    description =
        "Recommends songs to listeners, by how they sound and by what other listeners play.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: soundalike recommend --catalogue ~/soundalike --plays plays.csv",
      "          soundalike recommend --catalogue ~/soundalike --plays plays.csv --user ann --set"
          + " recommend.sound-share=0.8"
    })
public final class RecommendCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--plays",
      required = true,
      paramLabel = "FILE",
      description =
          "Who played what: CSV or Parquet with the columns user, song (path or track id), count.")
  private String plays = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "One listener, answered on the terminal; all are written to the catalogue else.")
  private @Nullable String user;

  @Option(
      names = {"-k", "--top"},
      defaultValue = "10",
      paramLabel = "N",
      description = "Songs for each listener (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Override
  public Integer call() throws Exception {
    if (k < 1) {
      throw new UserException(ExitCode.USAGE, "--top takes a number from 1.");
    }

    options.inSession(
        catalogue.uri(),
        context -> {
          RecommendJob.Result result =
              RecommendJob.run(context, ModelSelection.require(context), plays, user, k);

          List<String> lines =
              new ArrayList<>(result.shown().stream().map(RecommendCommand::line).toList());
          lines.add(
              String.format(
                  Locale.ROOT, "%d recommendations written to %s", result.rows(), result.table()));
          context
              .progress()
              .result(lines, result.shown().stream().map(RecommendCommand::row).toList());
        });
    return 0;
  }

  private static String line(RecommendJob.Shown shown) {
    return String.format(
        Locale.ROOT,
        "%3d  %.3f  %s%s",
        shown.recommendation().getRank(),
        shown.recommendation().getScore(),
        SongLabel.of(shown.file()),
        shown.recommendation().isBySoundAlone() ? "  (by its sound: nobody has played it)" : "");
  }

  private static Map<String, Object> row(RecommendJob.Shown shown) {
    return Map.of(
        "rank", shown.recommendation().getRank(),
        "score", shown.recommendation().getScore(),
        "path", shown.file().getPath(),
        "bySoundAlone", shown.recommendation().isBySoundAlone());
  }
}
