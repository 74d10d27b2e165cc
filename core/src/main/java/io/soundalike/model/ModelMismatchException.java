package io.soundalike.model;

/** Signals a model that this version cannot read, or that does not fit the settings. */
public class ModelMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the operator
   */
  public ModelMismatchException(String message) {
    super(message);
  }
}
