package io.soundalike.jobs.query;

import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.neighbours.SongDistance.Component;
import java.util.List;
import java.util.Map;

/**
 * A song that is similar to the queries.
 *
 * @param rank from 1
 * @param file path and tags of the song's file
 * @param seconds duration
 * @param tempoBpm tempo in beats per minute, one decimal; 0 without beats
 * @param key tonic and mode
 * @param distance by {@code neighbours.distance}, averaged over the queries
 * @param parts distance of each component after mutual proximity, from 0 to 1, also of components
 *     with weight 0
 * @param copies paths of other files of the same recording
 */
public record Match(
    int rank,
    AudioFileRow file,
    double seconds,
    double tempoBpm,
    String key,
    double distance,
    Map<Component, Double> parts,
    List<String> copies) {}
