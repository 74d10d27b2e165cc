package io.soundalike.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {

  @Test
  void editsAreInsertionsDeletionsAndSubstitutions() {
    assertThat(NearestKey.edits("map.k", "map.k")).isZero();
    assertThat(NearestKey.edits("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestKey.edits("", "map")).isEqualTo(3);
    assertThat(NearestKey.edits("max-k", "max")).isEqualTo(2);
  }

  @Test
  void aKeyThatResemblesNoneHasNoNearest() {
    List<String> known = List.of("map.perplexity", "map.seed", "map.k");

    assertThat(NearestKey.of("map.sede", known)).contains("map.seed");
    assertThat(NearestKey.of("map.colours", known)).isEmpty();
    assertThat(NearestKey.of("map.k", List.of())).isEmpty();
  }
}
