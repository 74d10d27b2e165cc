package io.soundalike.jobs.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.DecodeOutcome;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationLimitsTest {

  @TempDir private Path folder;

  /** Rows of today have the seconds; those of earlier builds have 0 and a sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOO_LONG | longer than 10.0 s | 10.02 | false | true",
        "TOO_LONG | longer than 10.0 s | 0 | false | true",
        "TOO_LONG | longer than 12.0 s | 0 | false | false",
        "TOO_SHORT | 4.2 s of sound, at least 5.0 s are needed | 4.2 | false | true",
        "TOO_SHORT | 4.2 s of sound, at least 5.0 s are needed | 0 | false | true",
        "TOO_SHORT | 3.9 s of sound, at least 5.0 s are needed | 3.94 | false | false",
        "TOO_SHORT | 3.9 s of sound, at least 5.0 s are needed | 0 | false | false",
        "TOO_SHORT | 9.0 s of sound, 9.5 s are needed for frames 0 to 400 | 0 | false | false",
        "DAMAGED | 40 % cannot be decoded, at most 5 % may be lost | 0 | false | false",
      })
  void songsAreTriedAgainWhenALimitMayAdmitThem(
      AudioFault fault, String detail, double seconds, boolean before, boolean after) {
    FeatureRow row =
        FeatureRowMapper.undecodable("a", new DecodeOutcome.Undecodable(fault, detail, seconds));

    assertThat(mayBeAdmitted(row, "audio.min-seconds=5", "audio.max-seconds=10")).isEqualTo(before);
    assertThat(mayBeAdmitted(row, "audio.min-seconds=4", "audio.max-seconds=11")).isEqualTo(after);
  }

  private boolean mayBeAdmitted(FeatureRow row, String... limits) {
    Settings settings = TestCatalogue.settings(limits);
    SparkSession spark = new TestCatalogue(folder).context(settings).spark();
    return spark
            .createDataset(List.of(row), FeatureRow.ENCODER)
            .filter(new DurationLimits(settings.audio()).mayBeAdmitted())
            .count()
        == 1;
  }
}
