package io.soundalike.jobs.execution;

import java.util.Arrays;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Converts column names to the Scala sequences that Spark's joins take. */
public final class Columns {

  private Columns() {}

  /** The names as a Scala sequence. */
  public static Seq<String> named(String... names) {
    return JavaConverters.asScalaBuffer(Arrays.asList(names)).toSeq();
  }
}
