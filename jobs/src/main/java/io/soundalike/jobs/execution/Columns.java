package io.soundalike.jobs.execution;

import java.util.Arrays;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Names of columns as Spark's joins take them: Scala 2.12's sequences, which Java has no literal
 * for.
 */
public final class Columns {

  private Columns() {}

  /** The names as Spark takes them. */
  public static Seq<String> named(String... names) {
    return JavaConverters.asScalaBuffer(Arrays.asList(names)).toSeq();
  }
}
