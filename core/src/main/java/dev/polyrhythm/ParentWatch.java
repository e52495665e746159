package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this child when its parent is gone. The parent holds the other end of the standard input for
 * as long as it lives; the kernel closes it at any death, so the end of the file is the news.
 */
final class ParentWatch {
    private static final int PARENT_GONE = 128 + 1; // as after a hang-up of the terminal

    private static final long PATIENCE_NANOS = 500_000_000;

    /** The kernel closes the files of a dying process one by one, on a busy machine with pauses. */
    private static final long PARENT_PATIENCE_NANOS = 2_000_000_000;

    private static final long PAUSE_NANOS = 1_000_000;

    private ParentWatch() {}

    static void start(InputStream input, long parentPid) {
        Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-parent-watch")
                .start(() -> awaitEnd(input, parentPid));
    }

    private static void awaitEnd(InputStream input, long parentPid) {
        try {
            while (input.read() >= 0) {
                // Nothing is said after the job.
            }
        } catch (IOException e) {
            // A broken pipe is an ended one.
        }
        endNow(parentPid);
    }

    /** So that the last one to leave the region is one that can remove it. */
    private static void awaitEnd(List<ProcessHandle> killed) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (killed.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** No hooks: nobody is left who would wait for them, and they might never end. */
    static void endNow(long parentPid) {
        List<ProcessHandle> descendants = ProcessHandle.current().descendants().toList();
        descendants.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(descendants);
        Region.awaitGone(parentPid, PARENT_PATIENCE_NANOS);
        Region.leaveCurrent();
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
