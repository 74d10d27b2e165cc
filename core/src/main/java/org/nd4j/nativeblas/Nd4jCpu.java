package org.nd4j.nativeblas;

/**
 * Lets DL4J 1.0.0-M2 use oneDNN. Its layers ask a class of this name, by reflection, whether the
 * native library was built with oneDNN; ND4J has since moved the answer elsewhere, and without one
 * DL4J falls back to convolutions that take ten times as long.
 */
public final class Nd4jCpu {

  private Nd4jCpu() {}

  /** What DL4J asks. */
  public static final class Environment {

    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    /** The one instance. */
    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether the native library holds oneDNN: the build takes no other. */
    public boolean isUseMKLDNN() {
      return true;
    }
  }
}
