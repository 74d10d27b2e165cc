package io.soundalike.submit.command;

import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.submit.option.AnswerOptions;
import io.soundalike.submit.option.Arguments;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.CatalogueUri;
import io.soundalike.submit.option.LimitOptions;
import io.soundalike.submit.option.ModelOption;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds songs like one song, or like several. */
@Command(
    name = "similar",
    description = "Finds the songs that sound most like one song, or like several songs together.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  soundalike similar --catalogue ~/soundalike \"blue monday\"",
      "  soundalike similar --catalogue ~/soundalike new.mp3 --format m3u8 --to" + " like-new.m3u8"
    })
public final class SimilarCommand implements Callable<Integer> {

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private ModelOption model = new ModelOption();

  @Mixin private CatalogueUri catalogue = new CatalogueUri();

  @Mixin private AnswerOptions answer = new AnswerOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "SONG",
      description =
          "A song of the catalogue (its path, the start of its track id, or words of its title), or"
              + " a file that is not in the catalogue.")
  private List<String> songs = new ArrayList<>();

  @Option(
      names = {"-k", "--top"},
      defaultValue = "10",
      paramLabel = "N",
      description = "Number of songs to find (default: ${DEFAULT-VALUE}).")
  private int k = 10;

  @Option(
      names = "--max-per-artist",
      paramLabel = "N",
      description = "At most N songs of the same artist (default: no limit).")
  private int maxPerArtist;

  @Option(
      names = "--max-per-album",
      paramLabel = "N",
      description = "At most N songs of the same album (default: no limit).")
  private int maxPerAlbum;

  @Option(
      names = "--tempo-within",
      paramLabel = "PERCENT",
      description =
          "Only songs whose tempo differs by at most PERCENT, such as 6; half and double tempo"
              + " count as equal.")
  private double tempoWithin;

  @Option(
      names = "--by",
      paramLabel = "COMPONENT",
      description =
          "Compare one component of the distance alone: embedding, timbre, texture, rhythm or"
              + " harmony (finds covers; it ignores key and tempo).")
  private @Nullable Component by;

  @Option(names = "--same-key", description = "Only songs in the same key.")
  private boolean sameKey;

  @Override
  public Integer call() throws Exception {
    Arguments.requireAtLeast("--top", k, 1);
    Arguments.requireAtLeast("--max-per-artist", maxPerArtist, 0);
    Arguments.requireAtLeast("--max-per-album", maxPerAlbum, 0);
    Arguments.requireAtLeast("--tempo-within", tempoWithin, 0);
    answer.validate();
    CatalogueSession.of(options, settings.read(limits.settings()), model)
        .run(
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
                            k, maxPerArtist, maxPerAlbum, tempoWithin / 100, sameKey, by))));
    return 0;
  }
}
