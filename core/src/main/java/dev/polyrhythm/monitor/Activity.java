package dev.polyrhythm.monitor;

import dev.polyrhythm.Worker;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process says of itself and of the workers that it started, for who looks from outside. It
 * is written anew now and then, to a file of its own in the region; see {@link #path}. {@link
 * ActivityFormat} has its form.
 *
 * @param participant the process, as the region knows it
 * @param pid its process id
 * @param parentPid that of the process that started it, 0 in the program's first one
 * @param name the name of the worker that the process is, empty in the program's first one
 * @param nanoTime when this was written, as {@link System#nanoTime} says in every process of the
 *     machine: the process's last heart beat
 * @param workers workers that have not ended, at most {@value #MOST_WORKERS}
 * @param more how many others there are
 */
public record Activity(
        long participant,
        long pid,
        long parentPid,
        String name,
        long nanoTime,
        List<Row> workers,
        long more) {
    /** How many workers have a place. */
    public static final int MOST_WORKERS = 256;

    /** What a number says that is not known, or of which there is none. */
    public static final long NONE = -1;

    private static final String FILE = "activity-";
    private static final String DRAFT = ".draft";

    /** What a worker does, as the process knows that started it. */
    public enum State {
        /** It was started, and does not do what it is for yet. */
        STARTING,
        /** It runs. */
        RUNNING,
        /** It is a thread that waits: for a time, a lock, another thread. */
        WAITING,
        /** It is a pool's worker that has nothing to do. */
        IDLE
    }

    /**
     * A worker.
     *
     * @param kind what it is
     * @param id the process id of a process, 0 while there is none; else the thread's id
     * @param state what it does
     * @param isGivenUp whether it is a thread that its pool gave up: it has not ended though it was
     *     interrupted
     * @param tasks jobs and items that a pool's worker has ended, {@link #NONE} for others
     * @param cpuPerMille how much of a processor a thread needed lately, {@link #NONE} if that is
     *     not known
     * @param name its name, cut if it is long
     */
    public record Row(
            Worker.Kind kind,
            long id,
            State state,
            boolean isGivenUp,
            long tasks,
            long cpuPerMille,
            String name) {}

    /**
     * The file of a process. The next one in its place writes to the same file.
     *
     * @param region the region's directory
     * @param participant the process
     * @return the file, which need not be there
     */
    public static Path path(Path region, long participant) {
        return region.resolve(FILE + Region.slot(participant));
    }

    /**
     * Where the file is written, before it is renamed.
     *
     * @param region the region's directory
     * @param participant the process
     * @return a file that only the process touches
     */
    public static Path draft(Path region, long participant) {
        return region.resolve(FILE + Region.slot(participant) + DRAFT);
    }

    /**
     * The file's contents.
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
