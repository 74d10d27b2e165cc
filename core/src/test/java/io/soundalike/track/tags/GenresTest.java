package io.soundalike.track.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenresTest {

  @ParameterizedTest
  @CsvSource({
    "(17), Rock",
    "17, Rock",
    "(17)Rock n roll, 'Rock, Rock n roll'",
    "(17)Rock, Rock",
    "(4)Eurodisco, 'Disco, Eurodisco'",
    "(51)(39), 'Techno-Industrial, Noise'",
    "(RX), Remix",
    "CR, Cover",
    "(17)(CR), 'Rock, Cover'",
    "((odd), (odd)",
    "(79), Hard Rock",
    "(147), Synthpop",
    "191, Psybient",
    "192, Unknown",
    "(255), Unknown",
    "1999, 1999",
    "(live), (live)",
    "(99999999999999999999), (99999999999999999999)",
    "Trip-Hop, Trip-Hop"
  })
  void genresAreNamed(String text, String names) {
    TagFields fields = new TagFields();
    fields.addAll(TagField.GENRE, Genres.parse(text));

    assertThat(TagFields.merge(List.of(fields)).genre()).isEqualTo(names);
  }

  @Test
  void onlyAssignedNumbersHaveNames() {
    assertThat(Genres.name(0)).isEqualTo("Blues");
    assertThat(Genres.name(191)).isEqualTo("Psybient");
    assertThat(Genres.name(192)).isNull();
    assertThat(Genres.name(-1)).isNull();
  }
}
