package io.soundalike.model;

/** A model that cannot be used here, or not with these features. */
public final class ModelMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence for the operator
   */
  public ModelMismatchException(String message) {
    super(message);
  }
}
