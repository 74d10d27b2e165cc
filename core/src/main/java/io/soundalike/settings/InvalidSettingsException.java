package io.soundalike.settings;

import java.util.List;

/** Settings that cannot be used; the message has one line for each violation. */
public final class InvalidSettingsException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * @param violations what is wrong, each with key, value and bound
   */
  public InvalidSettingsException(List<String> violations) {
    super(String.join("\n", violations));
  }
}
