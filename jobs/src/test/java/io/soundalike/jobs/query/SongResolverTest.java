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
    return String.valueOf(SongResolver.find(FILES, name).orElseThrow().getTrackId());
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
