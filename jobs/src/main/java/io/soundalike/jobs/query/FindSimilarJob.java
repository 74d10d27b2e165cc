package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
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
import io.soundalike.neighbours.SongDistance.Component;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds songs that are similar to one or several query songs.
 *
 * <p><b>What:</b> a query is a song of the catalogue, by path, track id or title, or a file outside
 * it, which is analysed and encoded by the catalogue's model without being stored. The distance is
 * {@code neighbours.distance} or one of its components, averaged over the queries. Files of the
 * same recording are one match.
 *
 * <p><b>Input:</b> embeddings and features of the latest inventory. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike similar --catalogue URI SONG...}
 */
public final class FindSimilarJob {

  private static final Logger LOG = LoggerFactory.getLogger(FindSimilarJob.class);

  private FindSimilarJob() {}

  /**
   * Which songs are matches.
   *
   * @param k maximum number of matches
   * @param maxPerArtist maximum number of matches of one artist; 0 for no limit
   * @param maxPerAlbum maximum number of matches of one album; 0 for no limit
   * @param tempoWithin largest relative difference of the tempo, where half and double the tempo
   *     count as equal; 0 for no limit
   * @param sameKey whether a match must have the key of a query
   * @param by the component that decides; null for {@code neighbours.distance}
   */
  public record Options(
      int k,
      int maxPerArtist,
      int maxPerAlbum,
      double tempoWithin,
      boolean sameKey,
      @Nullable Component by) {}

  /**
   * Queries and their matches.
   *
   * @param queries files of the query songs
   * @param matches nearest first
   */
  public record Result(List<AudioFileRow> queries, List<Match> matches) {}

  /**
   * Finds the matches of the named songs together.
   *
   * @throws UserException of USAGE if a name is not that of one song or usable file
   */
  public static Result run(
      JobContext context, TrainedModel model, List<String> names, Options options)
      throws IOException {
    context.describe("similar");
    Stopwatch stopwatch = Stopwatch.start();
    SongIndex index = SongIndex.collectWithHarmony(context, model);
    LOG.info("Finding songs similar to {} among {} songs", names, index.trackIds().size());
    List<Song> songs = new ArrayList<>(catalogueSongs(context, index));
    List<AudioFileRow> files = songs.stream().map(Song::file).toList();
    List<Integer> queries = new ArrayList<>();

    for (String name : names) {
      Optional<AudioFileRow> known = SongResolver.find(files, name);

      if (known.isPresent()) {
        queries.add(files.indexOf(known.get()));
      } else {
        queries.add(addFile(context, model, name, songs));
      }
    }

    SongCollection collection = index.collection();

    for (Song outside : songs.subList(collection.size(), songs.size())) {
      collection = collection.with(outside.descriptor());
    }

    List<Match> matches =
        new SimilarSongSelector(
                songs,
                collection,
                index.moments(context),
                queries,
                context.settings().neighbours(),
                options)
            .select();
    LOG.info("Found {} matches in {} s", matches.size(), stopwatch.seconds());
    return new Result(queries.stream().map(query -> songs.get(query).file()).toList(), matches);
  }

  /** The songs of the catalogue, in the order of the index. */
  static List<Song> catalogueSongs(JobContext context, SongIndex index) throws IOException {
    Map<String, AudioFileRow> files = new HashMap<>();
    LatestTracks.ofLatestInventory(context)
        .collectAsList()
        .forEach(file -> files.put(Objects.requireNonNull(file.getTrackId()), file));
    List<Song> songs = new ArrayList<>();

    for (int i = 0; i < index.trackIds().size(); i++) {
      songs.add(
          new Song(
              Objects.requireNonNull(files.get(index.trackIds().get(i))),
              index.features().get(i),
              index.collection().all().get(i)));
    }

    return songs;
  }

  /**
   * Analyses and encodes a file and adds it to the songs, unless the catalogue has a file with the
   * same bytes.
   *
   * @return index of the song
   */
  private static int addFile(JobContext context, TrainedModel model, String name, List<Song> songs)
      throws IOException {
    AudioFileRow file =
        InventoryJob.read(context, name)
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.USAGE,
                        String.format(
                            Locale.ROOT,
                            "No song matches \"%s\"; give a path, a track id, or words of one"
                                + " title. soundalike export lists all songs.",
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
              Locale.ROOT,
              "%s cannot be analysed: %s, %s.",
              name,
              row.getFault(),
              row.getDetail()));
    }

    Settings settings = context.settings();

    if (settings.training().mode() == TrainingSettings.Mode.PER_SONG) {
      throw new UserException(
          ExitCode.USAGE,
          "With training.mode = per-song only songs of the catalogue have an embedding; add "
              + name
              + " to the catalogue with soundalike run.");
    }

    try (Encoder encoder = new Encoder(model, settings)) {
      float[] embedding = encoder.embed(FeatureRowMapper.images(row, settings));
      songs.add(new Song(file, row, SongIndex.descriptor(embedding, row)));
    }

    return songs.size() - 1;
  }
}
