package io.soundalike.submit.session;

import java.io.ObjectInputFilter;

/**
 * Refuses to deserialize classes that are known to run code of an attacker, in every JVM of a run.
 * Nothing of a catalogue is deserialized; only Spark sends tasks and results as serialized objects,
 * signed and encrypted by the settings of conf/cluster.conf. The filter is a second line of
 * defence.
 *
 * <p>References: JEP 290 and JEP 415; the chains of ysoserial
 */
public final class DeserializationFilter {

  /** The system property that sets the filter of a JVM. */
  static final String PROPERTY = "jdk.serialFilter";

  /** In the syntax of the JDK; classes that match none of these are allowed. */
  static final String PATTERN =
      String.join(
          ";",
          "!bsh.**",
          "!clojure.**",
          "!com.mchange.v2.**",
          "!com.sun.jndi.**",
          "!com.sun.org.apache.xalan.**",
          "!com.sun.rowset.**",
          "!groovy.**",
          "!java.rmi.server.**",
          "!javax.management.BadAttributeValueExpException",
          "!javax.script.**",
          "!org.apache.commons.beanutils.**",
          "!org.apache.commons.collections.functors.**",
          "!org.apache.commons.collections.keyvalue.**",
          "!org.apache.commons.collections4.functors.**",
          "!org.apache.xalan.**",
          "!org.codehaus.groovy.**",
          "!org.hibernate.**",
          "!org.jboss.**",
          "!org.mozilla.javascript.**",
          "!org.python.**",
          "!org.springframework.**",
          "!sun.rmi.**");

  private DeserializationFilter() {}

  /** Sets the filter of this JVM, unless the operator has set one. */
  public static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(PATTERN));
    }
  }

  /** Adds the filter to the options of a JVM that Spark will start, unless they have one. */
  static String addTo(String javaOptions) {
    return javaOptions.contains("-D" + PROPERTY + "=")
        ? javaOptions
        : (javaOptions + " -D" + PROPERTY + "=" + PATTERN).strip();
  }
}
