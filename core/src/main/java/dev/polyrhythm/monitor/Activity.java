package dev.polyrhythm.monitor;

import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import java.nio.file.Path;
import java.util.List;

/**
 * A process's report on itself and on the workers that it started, for monitors outside. The
 * process writes it anew periodically, to a file of its own in the region; see {@link #path}.
 * {@link ActivityFormat} has its form.
 *
 * @param participant the process, as the region knows it
 * @param pid its process id
 * @param parentPid that of the process that started it, 0 in the program's first one
 * @param name the name of the worker that the process is, empty in the program's first one
 * @param nanoTime time of the writing, as {@link System#nanoTime} says in every process of the
 *     machine: the process's last heart beat
 * @param workers workers that have not ended, at most {@value #MOST_WORKERS}
 * @param more number of the others
 */
public record Activity(
        long participant,
        long pid,
        long parentPid,
        String name,
        long nanoTime,
        List<Row> workers,
        long more) {
    /** The most workers that have a place. */
    public static final int MOST_WORKERS = 256;

    /** The value of a number that is not known, or of which there is none. */
    public static final long NONE = -1;

    private static final String FILE = "activity-";
    private static final String DRAFT = ".draft";

    /** Activities of a worker, as known to the process that started it. */
    public enum State {
        /** The worker was started, and has not begun its work. */
        STARTING,
        /** The worker runs. */
        RUNNING,
        /** The thread waits: for a time, a lock, another thread. */
        WAITING,
        /** The pool's worker has nothing to do. */
        IDLE
    }

    /**
     * A worker.
     *
     * @param kind its kind
     * @param id the process id of a process, 0 while there is none; else the thread's id
     * @param state its activity
     * @param isGivenUp whether it is a thread that its pool gave up: it has not ended though it was
     *     interrupted
     * @param tasks jobs and items that a pool's worker has ended, {@link #NONE} for others
     * @param cpuPerMille the share of one processor that a thread used lately, {@link #NONE} if
     *     that is not known
     * @param name its name, cut if it is long
     */
    public record Row(
            WorkerKind kind,
            long id,
            State state,
            boolean isGivenUp,
            long tasks,
            long cpuPerMille,
            String name) {}

    /**
     * Returns the file of a process. The next one in its place writes to the same file.
     *
     * @param region the region's directory
     * @param participant the process
     * @return the file, which need not be there
     */
    public static Path path(Path region, long participant) {
        return region.resolve(FILE + Region.slot(participant));
    }

    /**
     * Returns the file that is written and then renamed.
     *
     * @param region the region's directory
     * @param participant the process
     * @return a file that only the process touches
     */
    public static Path draft(Path region, long participant) {
        return region.resolve(FILE + Region.slot(participant) + DRAFT);
    }

    /**
     * Returns the file's contents.
     *
     * @return a text of some lines
     */
    public String toText() {
        return ActivityFormat.write(this);
    }

    /**
     * Reads a file's contents.
     *
     * @param text all of it
     * @return what was written
     * @throws PolyrhythmException if it is of another version, or no such text, or not whole
     */
    public static Activity of(String text) {
        return ActivityFormat.read(text);
    }
}
