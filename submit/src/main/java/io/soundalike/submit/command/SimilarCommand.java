package io.soundalike.submit.command;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.submit.option.AnswerOptions;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.RunOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Songs like one, or like several. */
@Command(
    name = "similar",
    description = "Finds songs that sound like one song, or like several together.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: soundalike similar --catalogue ~/soundalike \"blue monday\"",
      "          soundalike similar --catalogue ~/soundalike new.mp3 --format m3u8 --to"
          + " like-new.m3u8"
    })
public final class SimilarCommand implements Callable<Integer> {

  @Mixin private RunOptions options = new RunOptions();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private AnswerOptions answer = new AnswerOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "SONG",
      description =
          "A song of the catalogue by its path, the beginning of its track id or words of its"
              + " title; or a file that the catalogue does not hold.")
  private List<String> songs = new ArrayList<>();

  @Option(
      names = {"-k", "--top"},
      defaultValue = "10",
      paramLabel = "N",
      description = "Songs wanted (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(
      names = "--max-per-artist",
      paramLabel = "N",
      description = "Songs of one artist at most.")
  private int maxPerArtist;

  @Option(names = "--max-per-album", paramLabel = "N", description = "Songs of one album at most.")
  private int maxPerAlbum;

  @Option(
      names = "--tempo-within",
      paramLabel = "PERCENT",
      description =
          "Only songs of about the same tempo; half and double count as the same, such as 6.")
  private double tempoWithin;

  @Option(names = "--same-key", description = "Only songs of the same key.")
  private boolean sameKey;

  @Override
  public Integer call() throws Exception {
    if (k < 1 || maxPerArtist < 0 || maxPerAlbum < 0 || tempoWithin < 0) {
      throw new UserException(
          ExitCode.USAGE,
          "--top takes a number from 1; --max-per-artist, --max-per-album and --tempo-within take"
              + " none below 0.");
    }

    options.inSession(
        catalogue.uri(),
        context ->
            answer.write(
                context,
                options,
                FindSimilarJob.run(
                    context,
                    ModelSelection.require(context),
                    songs,
                    new FindSimilarJob.Options(
                        k, maxPerArtist, maxPerAlbum, tempoWithin / 100, sameKey))));
    return 0;
  }
}
