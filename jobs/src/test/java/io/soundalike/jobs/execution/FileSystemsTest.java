package io.soundalike.jobs.execution;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemsTest {

  private static final Configuration HADOOP = new Configuration();

  @Test
  void anUnknownHostOrSchemeIsRefusedWithTheOption() {
    assertThatThrownBy(() -> open("hdfs://no-such-host.invalid/music"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "hdfs://no-such-host.invalid/music cannot be opened: the host no-such-host.invalid is"
                + " unknown; check --input.")
        .extracting("exitCode")
        .isEqualTo(ExitCode.USAGE);
    assertThatThrownBy(() -> open("foo://bucket/music"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "foo://bucket/music cannot be opened: there is no file system foo://; check --input.");
  }

  @Test
  void aCatalogueIsAFolderOrNothingYet(@TempDir Path folder) throws IOException {
    String file = Files.writeString(folder.resolve("file"), "x").toUri().toString();

    assertThatThrownBy(() -> FileSystems.verifyCatalogue(file, HADOOP))
        .isInstanceOf(UserException.class)
        .hasMessage("The catalogue " + file + " is a file; name a folder by --catalogue.");
    assertThatCode(
            () -> FileSystems.verifyCatalogue(folder.resolve("new").toUri().toString(), HADOOP))
        .doesNotThrowAnyException();
  }

  private static void open(String uri) throws IOException {
    FileSystems.open("--input", uri, new org.apache.hadoop.fs.Path(uri), HADOOP);
  }
}
