package io.soundalike.jobs.query;

import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.neighbours.SongDistance.Component;
import java.util.List;
import java.util.Map;

/**
 * A song of an answer.
 *
 * @param rank from 1
 * @param file where it lies and what its tags say
 * @param seconds how long it is
 * @param tempoBpm 0 without beats
 * @param key tonic and mode
 * @param distance by {@code neighbours.distance}; of several songs asked for, the mean
 * @param parts each part's distance after mutual proximity, from 0 to 1, whatever it weighs
 * @param copies paths of other files that hold the same recording
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
