package io.soundalike.settings;

import java.io.Serializable;
import java.util.List;

/**
 * Which files of a folder are listed.
 *
 * @param extensions of file names, without the dot
 */
public record InventorySettings(List<String> extensions) implements Serializable {}
