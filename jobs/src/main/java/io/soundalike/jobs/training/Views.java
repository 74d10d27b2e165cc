package io.soundalike.jobs.training;

import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Patches of one song that are in the same batch: two for contrastive training, where each is the
 * positive example of the other; else one.
 *
 * @param song number of the song, or of the group that it shares with others
 * @param patches as bytes, {@code [nMels][patchColumns]} each
 */
record Views(int song, List<byte[]> patches) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The number of patches of one song in a batch. */
  static int size(Settings settings) {
    return settings.training().contrast() > 0 ? 2 : 1;
  }

  /** Groups a song's patches in their order; their number must be a multiple of {@link #size}. */
  static List<Views> of(int song, List<byte[]> patches, Settings settings) {
    int size = size(settings);
    List<Views> views = new ArrayList<>();

    for (int i = 0; i < patches.size(); i += size) {
      views.add(new Views(song, List.copyOf(patches.subList(i, i + size))));
    }

    return views;
  }
}
