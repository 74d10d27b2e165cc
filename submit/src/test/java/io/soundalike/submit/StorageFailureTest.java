package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.UserException.ExitCode;
import java.io.IOException;
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
              assertThat(failure.sentence()).contains("no room left").contains("is kept");
            });
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
                        "access is denied (Permission denied: user=a, inode=/music); give"));
  }

  @Test
  void otherFailuresAreLeftAlone() {
    assertThat(StorageFailure.in(new IOException("Connection reset by peer"))).isEmpty();
    assertThat(StorageFailure.in(new IllegalStateException())).isEmpty();
  }
}
