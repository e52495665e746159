package dev.polyrhythm.monitor;

import dev.polyrhythm.Worker;
import java.util.List;

/**
 * A worker of a program that runs, or its first process, as it was at one moment.
 *
 * @param kind what it is
 * @param name its name; empty for a first process
 * @param pid the process that it is, or in which its thread runs; 0 while there is none
 * @param threadId the thread's id, as in a thread dump; {@link #NONE} for a process
 * @param state what it does
 * @param cpuPercent how much of one processor it needs, {@link #NONE} if that is not known
 * @param residentBytes memory of a process, with what it shares with others; {@link #NONE} for a
 *     thread, or if it is not known
 * @param tasks jobs and items that a pool's worker has ended, {@link #NONE} for others
 * @param heartBeatMillis for how long its process has given no sign of life, {@link #NONE} if it
 *     has not given one yet
 * @param rogue why it is a rogue one; empty for most
 */
public record WorkerStatus(
        Worker.Kind kind,
        String name,
        long pid,
        long threadId,
        State state,
        double cpuPercent,
        long residentBytes,
        long tasks,
        long heartBeatMillis,
        List<Rogue> rogue) {
    /** What a number says that is not known, or of which there is none. */
    public static final long NONE = -1;

    /** Copies the list. */
    public WorkerStatus {
        rogue = List.copyOf(rogue);
    }

    /** What a worker does. */
    public enum State {
        /** It was started, and does not do what it is for yet. */
        STARTING,
        /** It runs. */
        RUNNING,
        /** It is a thread that waits: for a time, a lock, another thread. */
        WAITING,
        /** It is a pool's worker that has nothing to do. */
        IDLE,
        /** It is a process that a signal, or a debugger, has stopped. */
        STOPPED
    }

    /** Why a worker is a rogue one. */
    public enum Rogue {
        /** The kernel says that the process is stopped. */
        STOPPED("stopped by a signal"),
        /** The process is not stopped, and has given no sign of life for more than two seconds. */
        NO_HEART_BEAT("no heart beat for more than 2 s"),
        /** It is a thread of a pool that did not end when it was interrupted. */
        GIVEN_UP("given up by its pool: it did not end when it was interrupted");

        private final String text;

        Rogue(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
