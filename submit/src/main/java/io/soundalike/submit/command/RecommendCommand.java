package io.soundalike.submit.command;

import io.soundalike.jobs.recommendation.RecommendJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.report.Plural;
import io.soundalike.submit.option.Arguments;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
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

/** Recommends songs to listeners. */
@Command(
    name = "recommend",
    description = "Recommends songs to listeners: a hybrid of content and collaborative filtering.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  soundalike recommend --catalogue ~/soundalike --plays plays.csv",
      "  soundalike recommend --catalogue ~/soundalike --plays plays.csv --user ann --set"
          + " recommend.sound-share=0.8"
    })
public final class RecommendCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--plays",
      required = true,
      paramLabel = "FILE",
      description =
          "Play counts: CSV or Parquet with the columns user, song (path or track id), count.")
  private String plays = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "Recommend to this listener only, and print it (default: all listeners, into the"
              + " catalogue).")
  private @Nullable String user;

  @Option(
      names = {"-k", "--top"},
      defaultValue = "10",
      paramLabel = "N",
      description = "Number of songs per listener (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Override
  public Integer call() throws Exception {
    Arguments.requireAtLeast("--top", k, 1);
    CatalogueSession.of(options, settings.read(), model)
        .run(
            catalogue.uri(),
            context -> {
              RecommendJob.Result result =
                  RecommendJob.run(context, ModelSelection.require(context), plays, user, k);

              List<String> lines =
                  new ArrayList<>(result.shown().stream().map(RecommendCommand::line).toList());
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "%s written to %s",
                      Plural.of(result.rows(), "recommendation"),
                      result.table()));
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
        shown.recommendation().isBySoundAlone() ? "  (by sound alone: no plays)" : "");
  }

  private static Map<String, Object> row(RecommendJob.Shown shown) {
    return Map.of(
        "rank", shown.recommendation().getRank(),
        "score", shown.recommendation().getScore(),
        "path", shown.file().getPath(),
        "bySoundAlone", shown.recommendation().isBySoundAlone());
  }
}
