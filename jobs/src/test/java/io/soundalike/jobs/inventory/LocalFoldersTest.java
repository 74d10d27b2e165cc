package io.soundalike.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFoldersTest {

  @TempDir private Path temporary;

  private Path root;

  @BeforeEach
  void folder() throws IOException {
    root = Files.createDirectories(temporary.toRealPath().resolve("music"));
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "song");
  }

  private List<ListedFile> listed() {
    List<ListedFile> found = new ArrayList<>();
    LocalFolders.walk(root, found::add);
    return found;
  }

  private List<String> names() {
    return listed().stream().map(this::relative).toList();
  }

  private String relative(ListedFile file) {
    return file.path().substring("file:".length() + root.toString().length());
  }

  @Test
  void filesAreThoseThatHadoopLists() throws IOException {
    file("a b.mp3");
    file("#1 100%25 ?+.mp3");
    file("a:b\n.mp3");
    file("Beyonce\u0301.mp3");
    file("Beyonc\u00e9.mp3");
    file("valid \ufffd.mp3");
    Configuration hadoop = new Configuration();
    FileSystem fs = FileSystem.getLocal(hadoop).getRaw();
    List<ListedFile> expected = new ArrayList<>();

    for (FileStatus status : fs.listStatus(new org.apache.hadoop.fs.Path(root.toUri()))) {
      expected.add(HadoopFolders.file(status));
    }

    assertThat(listed()).containsExactlyInAnyOrderElementsOf(expected).hasSize(6);
  }

  @Test
  void linksToParentsAreNotFollowed() throws IOException {
    file("a/b/x.mp3");
    Files.createSymbolicLink(root.resolve("a/b/l1"), Path.of("../.."));
    Files.createSymbolicLink(root.resolve("a/b/l2"), Path.of(".."));
    Files.createSymbolicLink(root.resolve("a/up"), temporary);
    Files.createSymbolicLink(root.resolve("self"), Path.of("self"));

    assertThat(names()).containsExactly("/self", "/a/b/x.mp3");
  }

  @Test
  void linkedFoldersAreWalkedOnceByTheirRealPath() throws IOException {
    file("real/x.mp3");
    Files.createSymbolicLink(root.resolve("a link"), Path.of("real"));
    Path outside = Files.createDirectories(temporary.resolve("outside"));
    Files.writeString(outside.resolve("y.mp3"), "song");
    Files.createSymbolicLink(root.resolve("one"), outside);
    Files.createSymbolicLink(root.resolve("two"), outside);

    assertThat(names()).containsExactly("/real/x.mp3", "/one/y.mp3");
  }

  @Test
  void twoFoldersThatLinkToEachOtherEnd() throws IOException {
    file("a/x.mp3");
    file("b/y.mp3");
    Files.createSymbolicLink(root.resolve("a/b"), root.resolve("b"));
    Files.createSymbolicLink(root.resolve("b/a"), root.resolve("a"));

    assertThat(names()).containsExactly("/a/x.mp3", "/b/y.mp3");
  }

  @Test
  void deadLinksAreUnreadable() throws IOException {
    Files.createSymbolicLink(root.resolve("dead.mp3"), Path.of("missing.mp3"));

    assertThat(listed())
        .containsExactly(
            ListedFile.unreadable(
                "file:" + root.resolve("dead.mp3"),
                "the symbolic link leads to no file that can be read: it does not exist"));
  }

  @Test
  void namesThatAreNotUtf8AreUnreadable() throws IOException {
    file("good.mp3");
    String latin1 = root.toUri() + "caf%E9 \u4e2d.mp3".replace(" \u4e2d", "%20%E4%B8%AD");

    try {
      Files.writeString(Path.of(URI.create(latin1)), "song");
    } catch (IOException | InvalidPathException e) {
      assumeTrue(false, "this file system has no names but UTF-8");
    }

    ListedFile found = listed().get(0);

    assertThat(relative(found)).isEqualTo("/caf%E9 \u4e2d.mp3");
    assertThat(found.problem())
        .isEqualTo("the name is not UTF-8; rename it to UTF-8, e.g. with convmv");
    assertThat(names()).hasSize(2).contains("/good.mp3");
  }

  @Test
  void hiddenAndSystemFoldersArePassedOver() throws IOException {
    for (String folder :
        Arrays.asList(
            ".Trash-1000",
            "__MACOSX",
            "$RECYCLE.BIN",
            "System Volume Information",
            "lost+found",
            "@eaDir")) {
      file("disc/" + folder + "/x.mp3");
    }

    file("._x.mp3");
    file("disc/lost/x.mp3");

    assertThat(names()).containsExactly("/disc/lost/x.mp3");
  }

  @Test
  void aFolderThatCannotBeListedIsReported() throws IOException {
    file("closed/x.mp3");
    file("open/y.mp3");
    Path closed = root.resolve("closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(closed), "this user reads everything");

    try {
      assertThat(listed())
          .hasSize(2)
          .contains(ListedFile.unlistedFolder("file:" + closed, "permission denied"));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFolderThatVanishedIsReported() {
    root = root.resolve("vanished");

    assertThat(listed())
        .containsExactly(ListedFile.unlistedFolder("file:" + root, "it does not exist"));
  }
}
