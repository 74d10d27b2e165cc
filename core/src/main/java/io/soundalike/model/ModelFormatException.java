package io.soundalike.model;

/** Signals a model that another version of soundalike or of DL4J has written. */
public final class ModelFormatException extends ModelMismatchException {

  private static final long serialVersionUID = 1L;

  ModelFormatException(String message) {
    super(message);
  }
}
