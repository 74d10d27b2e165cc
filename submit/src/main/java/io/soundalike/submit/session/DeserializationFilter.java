package io.soundalike.submit.session;

import java.io.ObjectInputFilter;

/**
 * Keeps classes by which foreign bytes could run code out of Java's deserialization, in every JVM
 * of a run. Nothing of a catalogue is read that way, songs and models least of all; Spark itself
 * moves tasks and results so, which conf/cluster.conf signs and encrypts. This is the second lock.
 *
 * <p>References: JEP 290 and JEP 415; the chains of ysoserial
 */
public final class DeserializationFilter {

  /** The system property by which a JVM is started with it. */
  static final String PROPERTY = "jdk.serialFilter";

  /** In the JDK's own syntax; what is not named passes. */
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

  /** Sets it for this JVM, unless the operator has set another. */
  public static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(PATTERN));
    }
  }

  /** The same for a JVM that Spark will start: its options, with the filter unless it has one. */
  static String addTo(String javaOptions) {
    return javaOptions.contains("-D" + PROPERTY + "=")
        ? javaOptions
        : (javaOptions + " -D" + PROPERTY + "=" + PATTERN).strip();
  }
}
