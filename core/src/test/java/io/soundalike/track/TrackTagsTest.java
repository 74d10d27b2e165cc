package io.soundalike.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackTagsTest {

  @Test
  void textsAreStrippedOfControlCharactersAndTruncated() {
    TrackTags tags = new TrackTags("a\u0000b\nc\u001bd", "  ", "x".repeat(5000), null, null);

    assertThat(tags.title()).isEqualTo("ab cd");
    assertThat(tags.artist()).isNull();
    assertThat(tags.album()).hasSize(TrackTags.MAX_LENGTH);
  }
}
