package dev.polyrhythm.monitor;

import java.util.List;

/**
 * A program that runs, and its workers, as they were at one moment.
 *
 * @param pid its first process
 * @param first how that one does; numbers that are not known are {@link WorkerStatus#NONE}
 * @param workers those that have not ended
 * @param more how many others there are, for which its processes had no place
 * @param notes what could not be read
 */
public record RunningProgram(
        long pid, WorkerStatus first, List<WorkerStatus> workers, long more, List<String> notes) {
    /** Copies the lists. */
    public RunningProgram {
        workers = List.copyOf(workers);
        notes = List.copyOf(notes);
    }
}
