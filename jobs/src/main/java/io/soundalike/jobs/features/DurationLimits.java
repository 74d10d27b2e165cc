package io.soundalike.jobs.features;

import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.settings.AudioSettings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The limits {@code audio.min-seconds} and {@code audio.max-seconds} as conditions on rows of
 * features. Rows are shared by runs with different limits, so each run applies its own to them.
 *
 * <p>In a row of a song that was too long or too short, {@code seconds} is what was decoded of it.
 * Builds before release 0.1 wrote 0; the length is then taken from their sentence in {@code
 * detail}.
 */
final class DurationLimits {

  private static final Column SECONDS = functions.col("seconds");
  private static final Column IS_OK = functions.col("outcome").equalTo(FeatureOutcome.OK);

  /** The bound that an earlier version names; the song is longer. */
  private static final String EARLIER_TOO_LONG = "^longer than ([0-9.]+) s$";

  /** The length that an earlier version names, rounded to tenths. */
  private static final String EARLIER_TOO_SHORT = "^([0-9.]+) s of sound, at least ";

  private static final double HALF_TENTH = 0.05;

  private final Column min;
  private final Column max;

  DurationLimits(AudioSettings audio) {
    this.min = functions.lit(audio.minSeconds());
    this.max = functions.lit(audio.maxSeconds());
  }

  /** Whether a row has features that a run with these limits would have. */
  Column isUsable() {
    return IS_OK.and(SECONDS.between(min, max));
  }

  /** Whether a row excludes a song that these limits may admit. */
  Column mayBeAdmitted() {
    Column hasSeconds = SECONDS.gt(0);
    Column isShortEnough =
        functions.when(hasSeconds, SECONDS.leq(max)).otherwise(earlier(EARLIER_TOO_LONG).lt(max));
    Column isLongEnough =
        functions
            .when(hasSeconds, SECONDS.geq(min))
            .otherwise(earlier(EARLIER_TOO_SHORT).plus(HALF_TENTH).gt(min));
    Column isAdmitted =
        hasFault(AudioFault.TOO_LONG)
            .and(isShortEnough)
            .or(hasFault(AudioFault.TOO_SHORT).and(isLongEnough));
    // Null where a sentence names no length, as that of a song without the frames to keep.
    return functions.coalesce(isAdmitted, functions.lit(false));
  }

  private static Column earlier(String pattern) {
    return functions.regexp_extract(functions.col("detail"), pattern, 1).cast("double");
  }

  private static Column hasFault(AudioFault fault) {
    return functions.col("fault").equalTo(fault.name());
  }

  private Column isTooLong() {
    return IS_OK.and(SECONDS.gt(max)).or(hasFault(AudioFault.TOO_LONG));
  }

  private Column isTooShort() {
    return IS_OK.and(SECONDS.lt(min)).or(hasFault(AudioFault.TOO_SHORT).and(SECONDS.gt(0)));
  }

  /** The fault that a row's song has under these limits. */
  Column fault() {
    return functions
        .when(isTooLong(), functions.lit(AudioFault.TOO_LONG.name()))
        .when(isTooShort(), functions.lit(AudioFault.TOO_SHORT.name()))
        .otherwise(functions.col("fault"));
  }

  /** The same as a sentence, in the decoder's words. */
  Column detail() {
    return functions
        .when(isTooLong(), functions.format_string("longer than %s s", max.cast("string")))
        .when(
            isTooShort(),
            functions.format_string(
                "%.1f s of sound, at least %s s are needed", SECONDS, min.cast("string")))
        .otherwise(functions.col("detail"));
  }
}
