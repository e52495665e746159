package dev.polyrhythm;

import java.io.Serializable;
import java.time.Duration;

/**
 * Counts of a run of a {@link Rhythm}. A beat's lateness is how long after its deadline it began;
 * percentiles are exact to within about 3 per cent. Serializable, so that a worker process can send
 * its own to another one.
 *
 * @param beats beats that were begun
 * @param missed beats that were left out, as the deadline after theirs had come, too
 * @param latenessMedian half of the beats that were begun had a lateness of at most this
 * @param lateness99 ninety-nine of a hundred of them had a lateness of at most this
 * @param latenessMax the largest lateness, also of missed beats when they were left out
 */
public record RhythmStatistics(
        long beats, long missed, Duration latenessMedian, Duration lateness99, Duration latenessMax)
        implements Serializable {}
