package io.soundalike.submit.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistPathsTest {

  @TempDir private Path folder;

  @Test
  void urisNameFilesByTheirBytes() {
    assertThat(PlaylistPaths.ABSOLUTE.uri("file:/m/Beyonce\u0301.mp3"))
        .isEqualTo("file:///m/Beyonce%CC%81.mp3");
    assertThat(PlaylistPaths.ABSOLUTE.uri("file:/m/Beyonc\u00e9.mp3"))
        .isEqualTo("file:///m/Beyonc%C3%A9.mp3");
    assertThat(PlaylistPaths.ABSOLUTE.uri("file:/m/#1 100%25 a+b?.mp3"))
        .isEqualTo("file:///m/%231%20100%2525%20a%2Bb%3F.mp3");
    assertThat(PlaylistPaths.ABSOLUTE.uri("s3a://bucket/a b:c.mp3"))
        .isEqualTo("s3a://bucket/a%20b%3Ac.mp3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Beyonce\u0301.mp3",
        "Beyonc\u00e9.mp3",
        "line\nbreak.mp3",
        "#1 hit?.mp3",
        "100%25 a+b.mp3",
        "a:b.mp3",
        "\uD83C\uDFB5 &;'.mp3"
      })
  void bothFormsNameTheFileOnDisk(String name) throws IOException {
    Path music = Files.createDirectories(folder.resolve("my music"));
    Path lists = Files.createDirectories(folder.resolve("lists"));
    Path song = Files.writeString(music.resolve(name), "song");
    String path = "file:" + song;

    for (Path base : List.of(lists, music)) {
      PlaylistPaths relative = PlaylistPaths.relativeTo(base);

      for (String uri : List.of(PlaylistPaths.ABSOLUTE.uri(path), relative.uri(path))) {
        assertThat(Path.of(base.toUri().resolve(URI.create(uri)))).isEqualTo(song).exists();
      }

      for (String line : List.of(PlaylistPaths.ABSOLUTE.line(path), relative.line(path))) {
        assertThat(line).doesNotContain("\n").doesNotStartWith("#");
        assertThat(line.startsWith("file:") ? Path.of(URI.create(line)) : base.resolve(line))
            .exists();
      }
    }
  }

  @Test
  void relativePathsStartAtThePlaylist() throws IOException {
    PlaylistPaths paths = PlaylistPaths.relativeTo(folder);
    String music = "file:" + folder.toRealPath();

    assertThat(paths.line(music + "/a/b c.mp3")).isEqualTo("a/b c.mp3");
    assertThat(paths.uri(music + "/a/b c.mp3")).isEqualTo("a/b%20c.mp3");
    assertThat(paths.line(music + "/#1.mp3")).isEqualTo("./#1.mp3");
    assertThat(paths.line("s3a://bucket/x.mp3")).isEqualTo("s3a://bucket/x.mp3");
  }

  @Test
  void lineBreaksForgeNoEntry() {
    for (String brk : Stream.of("\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029").toList()) {
      assertThat(PlaylistPaths.ABSOLUTE.line("file:/m/a" + brk + "b.mp3"))
          .startsWith("file:///m/a%")
          .endsWith("b.mp3")
          .doesNotContain(brk);
      assertThat(PlaylistPaths.ABSOLUTE.line("s3a://m/a" + brk + "b.mp3")).doesNotContain(brk);
    }
  }
}
