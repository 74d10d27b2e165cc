package io.soundalike.jobs.evaluation;

import io.soundalike.jobs.evaluation.EvaluateJob.Filter;
import io.soundalike.jobs.inventory.Labels;
import io.soundalike.jobs.table.AudioFileRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Labels of the catalogue's songs: labelled songs are queries, and candidates of all others. */
final class LabelRelevanceTask implements RelevanceTask {

  private static final long serialVersionUID = 1L;

  private final ArrayList<String> labels;
  private final ArrayList<String> artists;
  private final ArrayList<String> albums;
  private final boolean excludesArtist;
  private final boolean excludesAlbum;

  LabelRelevanceTask(List<String> labels, List<AudioFileRow> files, Set<Filter> filters) {
    this.labels = new ArrayList<>(labels);
    this.artists = new ArrayList<>(Labels.of(files, AudioFileRow::getArtist));
    this.albums = new ArrayList<>(Labels.of(files, AudioFileRow::getAlbum));
    this.excludesArtist = filters.contains(Filter.SAME_ARTIST);
    this.excludesAlbum = filters.contains(Filter.SAME_ALBUM);
  }

  @Override
  public boolean isQuery(int song) {
    return !labels.get(song).isEmpty();
  }

  @Override
  public boolean isCandidate(int query, int song) {
    return isQuery(song)
        && !(excludesArtist && same(artists, query, song))
        && !(excludesAlbum && same(albums, query, song));
  }

  private static boolean same(List<String> tags, int a, int b) {
    return !tags.get(a).isEmpty() && tags.get(a).equals(tags.get(b));
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  /** The distinct labels, sorted. */
  Set<String> distinctLabels() {
    Set<String> distinct = new TreeSet<>(labels);
    distinct.remove("");
    return distinct;
  }
}
