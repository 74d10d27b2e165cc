package io.soundalike.jobs.evaluation;

import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.AudioFileRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the songs, and which may be in whose list. */
final class Known implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> ofSong;
  private final List<String> artists;
  private final List<String> albums;
  private final Set<Filter> filters;

  Known(List<String> labels, List<AudioFileRow> files, Set<Filter> filters) {
    this.ofSong = new ArrayList<>(labels);
    this.artists = new ArrayList<>(Labels.of(files, AudioFileRow::getArtist));
    this.albums = new ArrayList<>(Labels.of(files, AudioFileRow::getAlbum));
    this.filters = Set.copyOf(filters);
  }

  /** Whether a song has a label. */
  boolean isLabelled(int song) {
    return !ofSong.get(song).isEmpty();
  }

  /** Whether another song may be in a song's list. */
  boolean admits(int query, int other) {
    return isLabelled(other)
        && !(filters.contains(Filter.SAME_ARTIST) && same(artists, query, other))
        && !(filters.contains(Filter.SAME_ALBUM) && same(albums, query, other));
  }

  private static boolean same(List<String> tags, int a, int b) {
    return !tags.get(a).isEmpty() && tags.get(a).equals(tags.get(b));
  }

  /** A song's label; empty where it has none. */
  String label(int song) {
    return ofSong.get(song);
  }

  /** Labels by song. */
  List<String> bySong() {
    return ofSong;
  }

  /** Different labels. */
  Set<String> labels() {
    Set<String> labels = new TreeSet<>(ofSong);
    labels.remove("");
    return labels;
  }
}
