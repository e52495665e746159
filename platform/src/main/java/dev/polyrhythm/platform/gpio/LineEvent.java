package dev.polyrhythm.platform.gpio;

/**
 * An edge of a requested line, as the kernel has seen it.
 *
 * @param line the line's number on the chip
 * @param rising true for an edge from inactive to active
 * @param nanoTime when the kernel's interrupt was: nanoseconds of CLOCK_MONOTONIC, which is the
 *     clock of {@link System#nanoTime}
 * @param sequence its number among the events of the request, from 1 on, unsigned
 * @param lineSequence its number among the events of the line, from 1 on, unsigned: a gap means
 *     that the kernel's buffer overflowed and its oldest events were dropped
 */
public record LineEvent(int line, boolean rising, long nanoTime, int sequence, int lineSequence) {}
