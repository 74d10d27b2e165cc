package io.soundalike.jobs.table;

import java.io.Serializable;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/** A file of the inventory: where it lies, what its bytes are, what it calls itself. */
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
  private @Nullable String fault;
  private @Nullable String detail;

  /** URI of the file. */
  public String getPath() {
    return path;
  }

  /** Sets {@link #getPath}. */
  public void setPath(String path) {
    this.path = path;
  }

  /** Bytes. */
  public long getLength() {
    return length;
  }

  /** Sets {@link #getLength}. */
  public void setLength(long length) {
    this.length = length;
  }

  /** Time of last modification, milliseconds since 1970. */
  public long getModifiedMs() {
    return modifiedMs;
  }

  /** Sets {@link #getModifiedMs}. */
  public void setModifiedMs(long modifiedMs) {
    this.modifiedMs = modifiedMs;
  }

  /** SHA-256 of the bytes, 64 hexadecimal digits; null if they were not read. */
  public @Nullable String getTrackId() {
    return trackId;
  }

  /** Sets {@link #getTrackId}. */
  public void setTrackId(@Nullable String trackId) {
    this.trackId = trackId;
  }

  /** ID3 title. */
  public @Nullable String getTitle() {
    return title;
  }

  /** Sets {@link #getTitle}. */
  public void setTitle(@Nullable String title) {
    this.title = title;
  }

  /** ID3 artist. */
  public @Nullable String getArtist() {
    return artist;
  }

  /** Sets {@link #getArtist}. */
  public void setArtist(@Nullable String artist) {
    this.artist = artist;
  }

  /** ID3 album. */
  public @Nullable String getAlbum() {
    return album;
  }

  /** Sets {@link #getAlbum}. */
  public void setAlbum(@Nullable String album) {
    this.album = album;
  }

  /** ID3 year or recording time. */
  public @Nullable String getYear() {
    return year;
  }

  /** Sets {@link #getYear}. */
  public void setYear(@Nullable String year) {
    this.year = year;
  }

  /** Genre by its name. */
  public @Nullable String getGenre() {
    return genre;
  }

  /** Sets {@link #getGenre}. */
  public void setGenre(@Nullable String genre) {
    this.genre = genre;
  }

  /** Why the file was not read: a name of AudioFault; null if it was. */
  public @Nullable String getFault() {
    return fault;
  }

  /** Sets {@link #getFault}. */
  public void setFault(@Nullable String fault) {
    this.fault = fault;
  }

  /** The fault in a sentence. */
  public @Nullable String getDetail() {
    return detail;
  }

  /** Sets {@link #getDetail}. */
  public void setDetail(@Nullable String detail) {
    this.detail = detail;
  }
}
