package io.soundalike.jobs.catalogue;

/**
 * What a folder holds, subfolders included.
 *
 * @param bytes of all files
 * @param files Parquet files
 */
public record FolderSize(long bytes, long files) {

  /** Both together. */
  public FolderSize plus(FolderSize other) {
    return new FolderSize(bytes + other.bytes, files + other.files);
  }
}
