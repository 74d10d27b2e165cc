package io.soundalike.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.audio.Decoding;
import io.soundalike.track.tags.InMemory;
import io.soundalike.track.tags.TagReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCatalogueTest {

  @Test
  void sevenArtistsPlayFourSongsEach() {
    List<DemoCatalogue.Song> songs = DemoCatalogue.songs();
    Map<String, Long> byArtist =
        songs.stream()
            .map(song -> String.valueOf(song.tags().artist()))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(songs).hasSize(28);
    assertThat(byArtist).hasSize(7).allSatisfy((artist, count) -> assertThat(count).isEqualTo(4));
    assertThat(songs.stream().map(DemoCatalogue.Song::fileName)).doesNotHaveDuplicates();
  }

  @Test
  void threeKnownPairsAreOfDifferentArtists() {
    assertThat(DemoCatalogue.pairs())
        .extracting(DemoCatalogue.Pair::kind)
        .containsExactly("cover", "cover", "look-alike");
    assertThat(DemoCatalogue.pairs())
        .allSatisfy(
            pair ->
                assertThat(pair.first().tags().artist())
                    .isNotEqualTo(pair.second().tags().artist()));
  }

  @Test
  void songsAreReproducibleAndDependOnTheSeed() {
    byte[] song = DemoCatalogue.encode(9, 6, 14);

    assertThat(DemoCatalogue.encode(9, 6, 14)).isEqualTo(song);
    assertThat(DemoCatalogue.encode(9, 6, 15)).isNotEqualTo(song);
  }

  @Test
  void songsAreDecodableAndTagged() throws IOException {
    byte[] song = DemoCatalogue.encode(22, 6, 14);

    assertThat(TagReader.read(new InMemory(song))).isEqualTo(DemoCatalogue.songs().get(22).tags());
    assertThat(Decoding.decode(song).source().seconds()).isCloseTo(6, within(0.1));
  }

  @Test
  void aLookAlikeMovesEveryThirdNote() {
    Tune tune = Tune.compose(new SplittableRandom(3));
    Tune lookAlike = tune.composeLookAlike(new SplittableRandom(4));

    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < tune.melody().get(part).size(); i++) {
        int moved =
            lookAlike.melody().get(part).get(i).degree() - tune.melody().get(part).get(i).degree();
        assertThat(Math.abs(moved)).isEqualTo(i % 3 == 2 ? 1 : 0);
      }
    }
  }

  @Test
  void existingFilesAreKept(@TempDir Path folder) throws IOException {
    Path existing = folder.resolve(DemoCatalogue.songs().get(0).fileName());
    Files.writeString(existing, "mine");

    DemoCatalogue.write(folder, 2, 5, 14);

    assertThat(existing).hasContent("mine");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
