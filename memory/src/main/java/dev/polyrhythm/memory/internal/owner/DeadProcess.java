package dev.polyrhythm.memory.internal.owner;

/**
 * A process that was killed while it had a part in something.
 *
 * @param process its participant id
 * @param pid its process id, 0 if it is not known any more
 */
public record DeadProcess(long process, long pid) {}
