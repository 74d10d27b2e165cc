package io.soundalike.jobs.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FaultyFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedFoldersTest {

  @TempDir private Path root;

  private CommittedFolders folders;

  /** On a file system without checksum files that fails where a test wants it to. */
  static CommittedFolders in(Path root) throws IOException {
    Configuration hadoop = new Configuration();
    FaultyFileSystem.register(hadoop);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path("faulty://" + root);
    return new CommittedFolders(path, path.getFileSystem(hadoop));
  }

  @BeforeEach
  void open() throws IOException {
    folders = in(root);
  }

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void onlyFoldersWithAMarkerAreCommitted() throws IOException {
    Files.createDirectories(root.resolve("table/b"));
    Files.createDirectories(root.resolve("table/a"));
    Files.createDirectories(root.resolve("table/c"));
    Files.writeString(root.resolve("table/file"), "no folder");
    Files.createFile(root.resolve("table/c/_SUCCESS"));
    Files.createFile(root.resolve("table/a/_SUCCESS"));

    assertThat(folders.children("table")).containsExactly("a", "b", "c");
    assertThat(folders.committed("table")).containsExactly("a", "c");
    assertThat(folders.committed("table", name -> !name.equals("a"))).containsExactly("c");
    assertThat(folders.isCommitted("table/a")).isTrue();
    assertThat(folders.isCommitted("table/b")).isFalse();
  }

  @Test
  void aMissingFolderHasNothing() throws IOException {
    assertThat(folders.children("missing")).isEmpty();
    assertThat(folders.committed("missing")).isEmpty();
    assertThat(folders.isCommitted("missing")).isFalse();
    assertThat(folders.exists("missing")).isFalse();
    folders.delete("missing");
  }

  @Test
  void theMarkerIsWrittenAfterTheFiles() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("first", bytes("1"));
    files.put("second", bytes("22"));
    FaultyFileSystem.tear("second");

    assertThatThrownBy(() -> folders.writeAll("model", files)).hasMessageContaining("killed");
    assertThat(folders.isCommitted("model")).isFalse();
    assertThat(folders.readText("model/first")).isEqualTo("1");

    FaultyFileSystem.heal();
    folders.writeAll("model", files);

    assertThat(folders.isCommitted("model")).isTrue();
    assertThat(folders.readText("model/second")).isEqualTo("22");
    assertThat(folders.committedAt("model"))
        .isEqualTo(Files.getLastModifiedTime(root.resolve("model/_SUCCESS")).toMillis());
  }

  @Test
  void aPublishedFileIsReplacedAsAWhole() throws IOException {
    folders.publish("run/a.json", bytes("the first text"));
    FaultyFileSystem.tear("a.json");

    assertThatThrownBy(() -> folders.publish("run/a.json", bytes("another text")))
        .hasMessageContaining("killed");
    assertThat(folders.readText("run/a.json")).isEqualTo("the first text");

    FaultyFileSystem.heal();
    folders.publish("run/a.json", bytes("the third"));

    assertThat(folders.readText("run/a.json")).isEqualTo("the third");

    try (Stream<Path> files = Files.list(root.resolve("run"))) {
      assertThat(files).extracting(file -> file.getFileName().toString()).containsOnly("a.json");
    }
  }

  @Test
  void aNewFileIsCreatedOnce() throws IOException {
    assertThat(folders.createNew("model/committer", "run A")).isTrue();
    assertThat(folders.createNew("model/committer", "run B")).isFalse();
    assertThat(folders.readText("model/committer")).isEqualTo("run A");
  }

  @Test
  void aCommitIsAwaited() throws Exception {
    assertThat(folders.awaitCommit("late", 0)).isFalse();

    Thread other =
        new Thread(
            () -> {
              try {
                folders.writeAll("late", Map.of("file", bytes("x")));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    other.start();

    assertThat(folders.awaitCommit("late", 60)).isTrue();
    other.join();
  }

  @Test
  void sizesCountAllBytesAndParquetFiles() throws IOException {
    folders.writeAll(
        "table/a", Map.of("part-0.parquet", bytes("12345"), "part-1.parquet", bytes("678")));
    folders.publish("table/a/deep/part-2.parquet", bytes("90"));

    assertThat(folders.size("table/a")).isEqualTo(new FolderSize(10, 3));
    assertThat(folders.size("table/a").plus(new FolderSize(1, 1))).isEqualTo(new FolderSize(11, 4));
  }

  @Test
  void filesAreListedWithoutFolders() throws IOException {
    folders.publish("report/index.html", bytes("page"));
    folders.publish("report/plots/map.svg", bytes("plot"));

    assertThat(folders.files("report")).isEqualTo(List.of("index.html"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> folders.readText("runs/1/map.json"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Cannot read ")
        .hasMessageEndingWith("/runs/1/map.json");
  }

  @Test
  void deletingAFolderDeletesItsContent() throws IOException {
    folders.writeAll("table/a", Map.of("file", bytes("x")));
    folders.writeAll("table/b", Map.of("file", bytes("x")));
    folders.delete("table/a");

    assertThat(folders.children("table")).containsExactly("b");
  }
}
