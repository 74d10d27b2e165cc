package io.soundalike.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.AudioFileRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class SongResolverTest {

  private static final List<AudioFileRow> FILES =
      List.of(
          file("file:/music/a/one.mp3", "abcdef0123", "Rain", "Ann"),
          file("file:/music/a/two.mp3", "abcdef9999", "Rainbow", "Ann"),
          file("s3a://bucket/three.mp3", "0123456789", null, null));

  @Test
  void songsAreFoundByPathTrackIdAndWords() {
    assertThat(found("/music/a/one.mp3")).isEqualTo("abcdef0123");
    assertThat(found("s3a://bucket/three.mp3")).isEqualTo("0123456789");
    assertThat(found("abcdef9")).isEqualTo("abcdef9999");
    assertThat(found("ann rainb")).isEqualTo("abcdef9999");
    assertThat(found("THREE")).isEqualTo("0123456789");
  }

  @Test
  void exactTitleTakesPrecedenceOverPartOfAnother() {
    assertThat(found("rain")).isEqualTo("abcdef0123");
  }

  @Test
  void unknownSongIsNotFound() {
    assertThat(SongResolver.find(FILES, "snow")).isEmpty();
    assertThat(SongResolver.find(FILES, "/music/a/one.mp")).isPresent();
    assertThat(SongResolver.find(FILES, "/music/b/one.mp3")).isEmpty();
  }

  @Test
  void compositionAccentsAndOrderMakeNoDifference() {
    List<AudioFileRow> files =
        List.of(
            file("file:/music/Beyonce\u0301 - Halo.mp3", "nfd-song", null, null),
            file("file:/music/r\u00e9sum\u00e9.mp3", "nfc-song", "Caf\u00e9", "Sigur R\u00f3s"),
            file("file:/music/x.mp3", "third", "CAFE", "Zo\u00eb"));

    assertThat(found(files, "/music/Beyonc\u00e9 - Halo.mp3")).isEqualTo("nfd-song");
    assertThat(found(files, "/music/re\u0301sume\u0301.mp3")).isEqualTo("nfc-song");
    assertThat(found(files, "beyonc\u00e9")).isEqualTo("nfd-song");
    assertThat(found(files, "beyonce")).isEqualTo("nfd-song");
    assertThat(found(files, "halo beyonce")).isEqualTo("nfd-song");
    assertThat(found(files, "Cafe\u0301")).isEqualTo("nfc-song");
    assertThat(found(files, "caf\u00e9 ros")).isEqualTo("nfc-song");
    assertThat(found(files, "Sigur R\u00f3s - Caf\u00e9")).isEqualTo("nfc-song");
    assertThat(SongResolver.find(files, "/halo/beyonce")).isEmpty();
    assertThat(SongResolver.find(files, "halo ros")).isEmpty();
    assertThatThrownBy(() -> SongResolver.find(files, "cafe"))
        .hasMessageContaining("2 songs match \"cafe\"");
  }

  @Test
  void ofTwoPathsThatDifferInCompositionTheWrittenOneIsFound() {
    List<AudioFileRow> files =
        List.of(
            file("file:/music/e\u0301.mp3", "nfd", null, null),
            file("file:/music/\u00e9.mp3", "nfc", null, null));

    assertThat(found(files, "/music/e\u0301.mp3")).isEqualTo("nfd");
    assertThat(found(files, "/music/\u00e9.mp3")).isEqualTo("nfc");
  }

  @Test
  void ambiguousNameIsRefused() {
    assertThatThrownBy(() -> SongResolver.find(FILES, "ann"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            "2 songs match \"ann\": file:/music/a/one.mp3, file:/music/a/two.mp3; give more words,"
                + " or the path.");
    assertThatThrownBy(() -> SongResolver.find(FILES, "abcdef"))
        .hasMessageContaining("2 songs match \"abcdef\"");
  }

  @Test
  void blankNameIsRefused() {
    assertThatThrownBy(() -> SongResolver.find(FILES, " "))
        .isInstanceOf(UserException.class)
        .hasMessage("The name of a song is empty; give a path, a track id, or words of a title.");
  }

  private static String found(String name) {
    return found(FILES, name);
  }

  private static String found(List<AudioFileRow> files, String name) {
    return String.valueOf(SongResolver.find(files, name).orElseThrow().getTrackId());
  }

  private static AudioFileRow file(
      String path,
      String trackId,
      @org.jspecify.annotations.Nullable String title,
      @org.jspecify.annotations.Nullable String artist) {
    AudioFileRow file = new AudioFileRow();
    file.setPath(path);
    file.setTrackId(trackId);
    file.setTitle(title);
    file.setArtist(artist);
    return file;
  }
}
