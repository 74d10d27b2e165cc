package io.soundalike.track.tags;

import io.soundalike.track.TrackTags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tags that a file has, in the order in which they were found. */
final class FoundTags {

  private final Map<TagKind, List<TagFields>> tags = new EnumMap<>(TagKind.class);

  /** Adds an empty tag, to be filled by the caller. */
  TagFields add(TagKind kind) {
    TagFields fields = new TagFields();
    tags.computeIfAbsent(kind, k -> new ArrayList<>()).add(fields);
    return fields;
  }

  /** Each field from the most trustworthy tag that has it. */
  TrackTags merge() {
    return TagFields.merge(tags.values().stream().flatMap(List::stream).toList());
  }
}
