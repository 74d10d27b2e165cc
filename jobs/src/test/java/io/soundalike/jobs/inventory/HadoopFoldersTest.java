package io.soundalike.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopFoldersTest {

  @TempDir private Path folder;

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  private List<String> listed() throws IOException {
    Configuration hadoop = new Configuration();
    FaultyFileSystem.register(hadoop);
    org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path("faulty://" + folder);
    FileSystem fs = root.getFileSystem(hadoop);
    List<ListedFile> found = new ArrayList<>();
    HadoopFolders.walk(fs, root, found::add);
    return found.stream().map(file -> file.name() + (file.isFolder() ? "/" : "")).sorted().toList();
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "song");
  }

  @Test
  void hiddenFoldersArePassedOver() throws IOException {
    file("a/x.mp3");
    file(".Trash-1000/y.mp3");
    file("a/@eaDir/z.mp3");
    file("a/._x.mp3");

    assertThat(listed()).containsExactly("x.mp3");
  }

  @Test
  void aSubfolderThatCannotBeListedIsReported() throws IOException {
    file("a/x.mp3");
    file("b/y.mp3");
    file("b/c/z.mp3");
    file(".hidden/z.mp3");
    FaultyFileSystem.failListing("/b");

    assertThat(listed()).containsExactly("b/", "x.mp3");
  }

  @Test
  void aRootThatCannotBeListedIsAFailure() {
    FaultyFileSystem.failListing(folder.toString());

    assertThatThrownBy(this::listed).isInstanceOf(IOException.class);
  }
}
