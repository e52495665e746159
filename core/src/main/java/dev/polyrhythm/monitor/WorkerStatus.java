package dev.polyrhythm.monitor;

import dev.polyrhythm.Worker;
import java.util.List;

/**
 * The status of a running program's worker, or of its first process, at one moment.
 *
 * @param kind its kind
 * @param name its name; empty for a first process
 * @param pid the process that it is, or in which its thread runs; 0 while there is none
 * @param threadId the thread's id, as in a thread dump; {@link #NONE} for a process
 * @param state its activity
 * @param cpuPercent its share of one processor, {@link #NONE} if that is not known
 * @param residentBytes memory of a process, with what it shares with others; {@link #NONE} for a
 *     thread, or if it is not known
 * @param tasks jobs and items that a pool's worker has ended, {@link #NONE} for others
 * @param heartBeatMillis time since its process's last heart beat, {@link #NONE} if there was none
 *     yet
 * @param rogue the reasons to call it rogue; empty for most
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
    /** The value of a number that is not known, or of which there is none. */
    public static final long NONE = -1;

    /** Copies the list. */
    public WorkerStatus {
        rogue = List.copyOf(rogue);
    }

    /** Activities of a worker. */
    public enum State {
        /** The worker was started, and has not begun its work. */
        STARTING,
        /** The worker runs. */
        RUNNING,
        /** The thread waits: for a time, a lock, another thread. */
        WAITING,
        /** The pool's worker has nothing to do. */
        IDLE,
        /** A signal, or a debugger, has stopped the process. */
        STOPPED
    }

    /** Reasons to call a worker rogue. */
    public enum Rogue {
        /** The kernel has stopped the process. */
        STOPPED("stopped by a signal"),
        /** The process is not stopped, and had no heart beat for more than two seconds. */
        NO_HEART_BEAT("no heart beat for more than 2 s"),
        /** The thread of a pool did not end when it was interrupted. */
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
