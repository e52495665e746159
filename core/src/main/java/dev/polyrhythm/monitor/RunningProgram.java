package dev.polyrhythm.monitor;

import java.util.List;

/**
 * A program that runs, and its workers, at one moment.
 *
 * @param pid its first process
 * @param first the status of that process; unknown numbers are {@link WorkerStatus#NONE}
 * @param workers those that have not ended
 * @param more number of the others, for which its processes had no place
 * @param notes the reports that could not be read
 */
public record RunningProgram(
        long pid, WorkerStatus first, List<WorkerStatus> workers, long more, List<String> notes) {
    /** Copies the lists. */
    public RunningProgram {
        workers = List.copyOf(workers);
        notes = List.copyOf(notes);
    }
}
