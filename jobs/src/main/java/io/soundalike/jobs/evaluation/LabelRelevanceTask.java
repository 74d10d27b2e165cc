package io.soundalike.jobs.evaluation;

import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is known of the catalogue's songs: all that have a label ask all others that have one. */
final class LabelRelevanceTask implements RelevanceTask {

  private static final long serialVersionUID = 1L;

  private final ArrayList<String> labels;
  private final ArrayList<String> artists;
  private final ArrayList<String> albums;
  private final boolean leavesArtist;
  private final boolean leavesAlbum;

  LabelRelevanceTask(List<String> labels, List<AudioFileRow> files, Set<Filter> filters) {
    this.labels = new ArrayList<>(labels);
    this.artists = new ArrayList<>(Labels.of(files, AudioFileRow::getArtist));
    this.albums = new ArrayList<>(Labels.of(files, AudioFileRow::getAlbum));
    this.leavesArtist = filters.contains(Filter.SAME_ARTIST);
    this.leavesAlbum = filters.contains(Filter.SAME_ALBUM);
  }

  @Override
  public boolean asks(int song) {
    return !labels.get(song).isEmpty();
  }

  @Override
  public boolean admits(int query, int other) {
    return asks(other)
        && !(leavesArtist && same(artists, query, other))
        && !(leavesAlbum && same(albums, query, other));
  }

  private static boolean same(List<String> tags, int a, int b) {
    return !tags.get(a).isEmpty() && tags.get(a).equals(tags.get(b));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  /** The different ones. */
  Set<String> distinctLabels() {
    Set<String> distinct = new TreeSet<>(labels);
    distinct.remove("");
    return distinct;
  }
}
