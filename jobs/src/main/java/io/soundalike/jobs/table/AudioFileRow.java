package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/** A row of table {@code audio_files}: a file that an inventory found, and its tags. */
public final class AudioFileRow implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Columns are the bean's properties. */
  public static final Encoder<AudioFileRow> ENCODER = Encoders.bean(AudioFileRow.class);

  private String path = "";
  private long length;
  private long modifiedMs;
  private @Nullable String trackId;
  private @Nullable String title;
  private @Nullable String artist;
  private @Nullable String album;
  private @Nullable String year;
  private @Nullable String genre;
  private @Nullable Integer tagsVersion;
  private @Nullable String fault;
  private @Nullable String detail;

  /** Location of the file. Unit: URI. */
  public String getPath() {
    return path;
  }

  /** Sets {@link #getPath}. */
  public void setPath(String path) {
    this.path = path;
  }

  /** Size of the file. Unit: bytes. Range: from 0. */
  public long getLength() {
    return length;
  }

  /** Sets {@link #getLength}. */
  public void setLength(long length) {
    this.length = length;
  }

  /** Time of last modification, since 1970-01-01 UTC. Unit: ms. Range: from 0. */
  public long getModifiedMs() {
    return modifiedMs;
  }

  /** Sets {@link #getModifiedMs}. */
  public void setModifiedMs(long modifiedMs) {
    this.modifiedMs = modifiedMs;
  }

  /**
   * SHA-256 of the file's bytes; equal files have the same id. Range: 64 hex digits. Null if the
   * file was not read.
   */
  public @Nullable String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(@Nullable String trackId) {
    this.trackId = trackId;
  }

  /**
   * Title, from ID3v2, ID3v1, APEv2, Vorbis comments, MP4, RIFF or AIFF. Range: 1 to 300
   * characters. Null if the file has no such tag.
   */
  public @Nullable String getTitle() {
    return title;
  }

  /** Sets {@link #getTitle}. */
  public void setTitle(@Nullable String title) {
    this.title = title;
  }

  /** Artist. Range: 1 to 300 characters. Null if the file has no such tag. */
  public @Nullable String getArtist() {
    return artist;
  }

  /** Sets {@link #getArtist}. */
  public void setArtist(@Nullable String artist) {
    this.artist = artist;
  }

  /** Album. Range: 1 to 300 characters. Null if the file has no such tag. */
  public @Nullable String getAlbum() {
    return album;
  }

  /** Sets {@link #getAlbum}. */
  public void setAlbum(@Nullable String album) {
    this.album = album;
  }

  /**
   * Year of the recording, otherwise of the release. Range: four digits. Null if the file has no
   * such tag.
   */
  public @Nullable String getYear() {
    return year;
  }

  /** Sets {@link #getYear}. */
  public void setYear(@Nullable String year) {
    this.year = year;
  }

  /** Name of the genre. Range: 1 to 300 characters. Null if the file has no such tag. */
  public @Nullable String getGenre() {
    return genre;
  }

  /** Sets {@link #getGenre}. */
  public void setGenre(@Nullable String genre) {
    this.genre = genre;
  }

  /**
   * Version of the reader of the tags. Range: from 1. Null if the file was not read, or by an
   * inventory that did not store it.
   */
  public @Nullable Integer getTagsVersion() {
    return tagsVersion;
  }

  /** Sets {@link #getTagsVersion}. */
  public void setTagsVersion(@Nullable Integer tagsVersion) {
    this.tagsVersion = tagsVersion;
  }

  /**
   * Why the inventory could not read the file: {@code EMPTY}, {@code TOO_BIG}, {@code UNREADABLE}
   * or {@code UNEXPECTED}. Null if the file was read.
   */
  public @Nullable String getFault() {
    return fault;
  }

  /** Sets {@link #getFault}. */
  public void setFault(@Nullable String fault) {
    this.fault = fault;
  }

  /** The fault as a sentence. Null if the file was read. */
  public @Nullable String getDetail() {
    return detail;
  }

  /** Sets {@link #getDetail}. */
  public void setDetail(@Nullable String detail) {
    this.detail = detail;
  }
}
