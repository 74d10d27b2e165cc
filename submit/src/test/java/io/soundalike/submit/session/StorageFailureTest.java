package io.soundalike.submit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.submit.option.CatalogueSession;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class StorageFailureTest {

  @Test
  void aFullDiskIsFoundBehindSpark() {
    Throwable thrown =
        new SparkException(
            "Job aborted due to stage failure",
            new SparkException("Task failed", new IOException("No space left on device")));

    assertThat(StorageFailure.in(thrown))
        .hasValueSatisfying(
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.RESOURCES);
              assertThat(failure.sentence()).contains("no space left").contains("work is kept");
            });
  }

  /** Hadoop throws an Error there, which is no Exception. */
  @Test
  void aFullDiskOfThisMachineIsFound() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "There is no /dev/full here");
    CatalogueSession.Work work =
        context -> {
          try (OutputStream out =
              FileSystem.getLocal(new Configuration())
                  .getRawFileSystem()
                  .append(new org.apache.hadoop.fs.Path("/dev/full"))) {
            out.write(new byte[100_000]);
          }
        };

    assertThatThrownBy(() -> CatalogueSession.run(work, null))
        .isInstanceOf(IOException.class)
        .satisfies(
            thrown ->
                assertThat(StorageFailure.in(thrown))
                    .hasValueSatisfying(
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.RESOURCES)));
  }

  @Test
  void deniedAccessNamesThePlace() {
    Throwable thrown =
        new IllegalStateException(
            new AccessControlException("Permission denied: user=a, inode=/music\nat ..."));

    assertThat(StorageFailure.in(thrown))
        .hasValueSatisfying(
            failure ->
                assertThat(failure.sentence())
                    .startsWith(
                        "access is denied (Permission denied: user=a, inode=/music); grant"));
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThat(StorageFailure.in(new IOException("Connection reset by peer"))).isEmpty();
    assertThat(StorageFailure.in(new IllegalStateException())).isEmpty();
  }
}
