package dev.polyrhythm.internal.pool;

/**
 * An item that a worker has begun and not ended.
 *
 * @param submission what it belongs to
 * @param number of the item among all that this worker has begun
 */
record RunningItem(Submission submission, int index, long number, long startedNanoTime) {}
