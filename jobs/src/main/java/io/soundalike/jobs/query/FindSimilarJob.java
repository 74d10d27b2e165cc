package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.settings.Settings;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds songs like one song, or like several together.
 *
 * <p><b>What:</b> songs of the catalogue by path, track id or title; a file that is not in it is
 * analysed and encoded first, by the catalogue's model, and forgotten after. The distance is that
 * of {@code neighbours.distance}, of several songs its mean; files that hold the same recording
 * count once.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike similar --catalogue URI SONG...}
 */
public final class FindSimilarJob {

  private FindSimilarJob() {}

  /**
   * What is wanted.
   *
   * @param k songs at most
   * @param maxPerArtist of one artist; 0 for any
   * @param maxPerAlbum of one album; 0 for any
   * @param tempoWithin by what share the tempo may differ, half and double counting as equal; 0 for
   *     any
   * @param sameKey whether tonic and mode must be those of a song asked about
   */
  public record Options(
      int k, int maxPerArtist, int maxPerAlbum, double tempoWithin, boolean sameKey) {}

  /**
   * An answer.
   *
   * @param asked what was asked about
   * @param matches the nearest first
   */
  public record Result(List<AudioFileRow> asked, List<Match> matches) {}

  /** Answers. */
  public static Result run(
      JobContext context, TrainedModel model, List<String> names, Options options)
      throws IOException {
    context.describe("similar");
    SongIndex compared = SongIndex.collect(context, model);
    List<Song> songs = new ArrayList<>(catalogue(context, compared));
    List<AudioFileRow> files = songs.stream().map(Song::file).toList();
    List<Integer> queries = new ArrayList<>();

    for (String name : names) {
      Optional<AudioFileRow> known = SongResolver.find(files, name);

      if (known.isPresent()) {
        queries.add(files.indexOf(known.get()));
      } else {
        queries.add(queryOutside(context, model, name, songs));
      }
    }

    SongCollection sounds = compared.sounds();

    for (Song outside : songs.subList(sounds.size(), songs.size())) {
      sounds = sounds.with(outside.sound());
    }

    return new Result(
        queries.stream().map(query -> songs.get(query).file()).toList(),
        new SimilarSongSelector(
                songs,
                sounds,
                compared.known(context),
                queries,
                context.settings().neighbours(),
                options)
            .matches());
  }

  /** The songs of the catalogue, in the order in which they are compared. */
  static List<Song> catalogue(JobContext context, SongIndex compared) throws IOException {
    Map<String, AudioFileRow> files = new HashMap<>();
    LatestTracks.ofLatestInventory(context)
        .collectAsList()
        .forEach(file -> files.put(Objects.requireNonNull(file.getTrackId()), file));
    List<Song> songs = new ArrayList<>();

    for (int i = 0; i < compared.trackIds().size(); i++) {
      songs.add(
          new Song(
              Objects.requireNonNull(files.get(compared.trackIds().get(i))),
              compared.features().get(i),
              compared.sounds().all().get(i)));
    }

    return songs;
  }

  /** Adds a song that the catalogue does not hold, unless it does by another name. */
  private static int queryOutside(
      JobContext context, TrainedModel model, String name, List<Song> songs) throws IOException {
    AudioFileRow file =
        InventoryJob.read(context, name)
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.USAGE,
                        String.format(
                            Locale.ROOT,
                            "No song is called \"%s\"; give a path, a track id, or words of one"
                                + " title. soundalike export lists them all.",
                            name)));

    for (int i = 0; i < songs.size(); i++) {
      if (Objects.equals(songs.get(i).file().getTrackId(), file.getTrackId())) {
        return i;
      }
    }

    FeatureRow row = ExtractFeaturesJob.analyse(context, file);

    if (!row.getOutcome().equals(FeatureOutcome.OK)) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT, "%s cannot be heard: %s, %s.", name, row.getFault(), row.getDetail()));
    }

    Settings settings = context.settings();

    if (settings.training().mode() == TrainingSettings.Mode.PER_SONG) {
      throw new UserException(
          ExitCode.USAGE,
          "With training.mode = per-song a song has an embedding only once it was trained on; add "
              + name
              + " to the catalogue by soundalike run.");
    }

    try (Encoder encoder = new Encoder(model, settings)) {
      float[] embedding = encoder.embed(FeatureRowMapper.images(row, settings));
      songs.add(new Song(file, row, SongIndex.sound(embedding, row)));
    }

    return songs.size() - 1;
  }
}
