package io.soundalike.jobs.training;

import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of one song that train in the same batch: two where songs are told apart by contrast, so
 * that each has another to be found; else one.
 *
 * @param song its number
 * @param images as bytes, {@code [nMels][patchColumns]} each
 */
record Views(int song, List<byte[]> images) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How many images go together. */
  static int size(Settings settings) {
    return settings.training().contrast() > 0 ? 2 : 1;
  }

  /** Puts a song's images together, in their order; their number divides by {@link #size}. */
  static List<Views> of(int song, List<byte[]> images, Settings settings) {
    int size = size(settings);
    List<Views> views = new ArrayList<>();

    for (int i = 0; i < images.size(); i += size) {
      views.add(new Views(song, List.copyOf(images.subList(i, i + size))));
    }

    return views;
  }
}
