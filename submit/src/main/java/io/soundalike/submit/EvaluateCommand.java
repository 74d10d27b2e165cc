package io.soundalike.submit;

import io.soundalike.evaluation.Bootstrap;
import io.soundalike.jobs.TrainAutoencoderJob;
import io.soundalike.jobs.evaluation.EvaluateJob;
import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.EvaluationRow;
import io.soundalike.model.TrainedModel;
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
        "Measures whether near songs are alike, by their album, artist, folder or a file.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example: soundalike evaluate --catalogue ~/soundalike --label album --artist-filter"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Option(
      names = "--label",
      defaultValue = "album",
      paramLabel = "KIND|FILE",
      description =
          "album, artist, folder, or a CSV file with the columns path and label (default: ${DEFAULT-VALUE}).")
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
          "Songs known to be alike: a CSV file with the columns path_a and path_b, or the word folders if each folder holds versions of one song.")
  private @Nullable String pairs;

  @Override
  public Integer call() throws Exception {
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
          TrainedModel model = TrainAutoencoderJob.required(context);
          EvaluateJob.Result result =
              EvaluateJob.run(context, model, new EvaluateJob.Options(label, filters, pairs));
          print(result);
          System.out.println();
          System.out.println(
              "Written to "
                  + context.catalogue().ofRun(context.runId(), EvaluateJob.TABLE)
                  + " and .json beside it.");
        });
    return 0;
  }

  private void print(EvaluateJob.Result result) {
    System.out.println();
    System.out.printf(
        "%d songs of %d labels (%s) ask for their neighbours%s%s%n",
        result.songs(),
        result.labels(),
        label,
        artistFilter ? ", songs of the same artist left out" : "",
        albumFilter ? ", songs of the same album left out" : "");
    System.out.println();
    System.out.printf(
        "%-20s %6s %6s %6s %6s %-13s %6s %8s %8s  %s%n",
        "distance", "P@1", "P@5", "P@10", "MAP", "", "kNN", "hubness", "orphans", "against ours");
    List<String> names = result.rows().stream().map(EvaluationRow::getDistance).distinct().toList();
    names.stream()
        .filter(name -> result.figure(name, "", "map").isPresent())
        .forEach(name -> printRetrieval(result, name));
    printLabels(result);
    printRest(result);
  }

  private static void printRetrieval(EvaluateJob.Result result, String name) {
    EvaluationRow map = result.figure(name, "", "map").orElseThrow();
    System.out.printf(
        "%-20s %6s %6s %6s %6s %-13s %6s %8s %8s  %s%n",
        name,
        value(result, name, "p@1"),
        value(result, name, "p@5"),
        value(result, name, "p@10"),
        value(result, name, "map"),
        "(%s-%s)".formatted(short3(map.getLow()), short3(map.getHigh())),
        value(result, name, "knn"),
        value(result, name, "hubness"),
        value(result, name, "orphans"),
        result.figure(name, "", "map-ours").map(EvaluateCommand::against).orElse(""));
  }

  private static String against(EvaluationRow difference) {
    boolean isReal =
        new Bootstrap.Interval(
                difference.getValue(),
                difference.getLow(),
                difference.getHigh(),
                difference.getQueries())
            .excludesZero();
    return "%+.3f%s".formatted(difference.getValue(), isReal ? "" : " (may be chance)");
  }

  private static void printLabels(EvaluateJob.Result result) {
    System.out.println();
    System.out.printf("%-40s %6s %6s %6s %6s%n", "label", "songs", "P@1", "P@5", "MAP");
    result.rows().stream()
        .filter(row -> row.getMetric().equals("map") && !row.getLabel().isEmpty())
        .forEach(
            row ->
                System.out.printf(
                    "%-40s %6d %6s %6s %6s%n",
                    row.getLabel(),
                    row.getQueries(),
                    ofLabel(result, row, "p@1"),
                    ofLabel(result, row, "p@5"),
                    short3(row.getValue())));
  }

  private static String ofLabel(EvaluateJob.Result result, EvaluationRow row, String metric) {
    return result
        .figure(row.getDistance(), row.getLabel(), metric)
        .map(figure -> short3(figure.getValue()))
        .orElse("");
  }

  private static void printRest(EvaluateJob.Result result) {
    System.out.println();

    for (EvaluationRow row : result.rows()) {
      if (row.getDistance().equals("map") || row.getDistance().equals("clusters")) {
        System.out.printf("%-9s %s %.3f%n", row.getDistance(), row.getMetric(), row.getValue());
      }
    }

    List<EvaluationRow> ranks =
        result.rows().stream()
            .filter(row -> row.getLabel().equals("pairs") && row.getMetric().equals("rank"))
            .toList();

    if (!ranks.isEmpty()) {
      System.out.println();
      System.out.printf("%-20s %9s %-13s %6s%n", "known pairs", "mean rank", "", "MRR");
      ranks.forEach(row -> printPairs(result, row));
    }
  }

  private static void printPairs(EvaluateJob.Result result, EvaluationRow rank) {
    System.out.printf(
        "%-20s %9.1f %-13s %6s%n",
        rank.getDistance(),
        rank.getValue(),
        String.format(Locale.ROOT, "(%.1f-%.1f)", rank.getLow(), rank.getHigh()),
        result
            .figure(rank.getDistance(), "pairs", "mrr")
            .map(row -> short3(row.getValue()))
            .orElse(""));
  }

  private static String value(EvaluateJob.Result result, String name, String metric) {
    return result.figure(name, "", metric).map(row -> short3(row.getValue())).orElse("");
  }

  /** Shares without the leading nought. */
  private static String short3(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }
}
