package dev.polyrhythm.monitor;

import dev.polyrhythm.internal.worker.ActiveWorkers;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Publishes this process's activity for monitors outside: in the first process as long as there are
 * workers, in a worker process as long as it lives. Twice a second one thread writes a small file
 * and renames it, so that a reader finds a whole one or none; its time is the process's heart beat.
 *
 * <p>The first time is after half a second: a program that ends sooner pays nothing. A process that
 * cannot write (no space) removes its file, so that it is not taken for one that hangs.
 */
public final class ActivityPublisher implements Runnable {
    /** System property: {@code off}, or anything else for on. */
    static final String SETTING = "polyrhythm.monitor";

    private static final String OFF = "off";
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static volatile boolean begun;

    private final ActivitySampler sampler = new ActivitySampler();
    private @Nullable Region region; // guarded by this, as all that follows
    private boolean isPublished;
    private boolean ended;

    private ActivityPublisher() {}

    /** Begins to publish, unless that has begun. */
    public static void begin() {
        if (!begun) {
            beginOnce();
        }
    }

    private static synchronized void beginOnce() {
        if (begun) {
            return;
        }
        begun = true;
        try {
            Thread.ofPlatform().daemon().name("polyrhythm-activity").start(new ActivityPublisher());
        } catch (OutOfMemoryError e) {
            // The system has no thread left: those of the program come first.
        }
    }

    @Override
    public void run() {
        String chosen = System.getProperty(SETTING, System.getenv("POLYRHYTHM_MONITOR"));
        if (OFF.equals(chosen)) {
            return;
        }
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, this::end);
        do {
            LockSupport.parkNanos(this, PERIOD_NANOS);
        } while (publishQuietly());
    }

    /** Logs any failure at DEBUG: the program does not need the file. */
    private boolean publishQuietly() {
        try {
            return publish();
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.polyrhythm")
                    .log(Level.DEBUG, "publishing the activity failed", e);
            return region != null;
        }
    }

    /**
     * Makes the region and writes the file as a whole before the end of the program, or not at all.
     *
     * @return false if nothing is to be published any more
     */
    private synchronized boolean publish() {
        if (ended) {
            return false;
        }
        if (ActiveWorkers.count() == 0 && ProcessIdentity.current().parentPid() == 0) {
            remove();
        } else {
            region = Region.current();
            write(region.directory(), region.self());
        }
        return true;
    }

    private void write(Path directory, long self) {
        byte[] text = sampler.take(self).toText().getBytes(StandardCharsets.UTF_8);
        Path draft = Activity.draft(directory, self);
        try {
            Files.write(draft, text);
            Files.move(draft, Activity.path(directory, self), StandardCopyOption.ATOMIC_MOVE);
            isPublished = true;
        } catch (NoSuchFileException e) {
            ended = true; // the region has been removed
        } catch (IOException e) {
            deleteQuietly(draft);
            remove();
        }
    }

    private void remove() {
        Region own = region;
        if (isPublished && own != null) {
            deleteQuietly(Activity.path(own.directory(), own.self()));
            isPublished = false;
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It goes with the region.
        }
    }

    /** Removes the file, at the program's end. */
    private synchronized void end() {
        ended = true;
        remove();
    }
}
