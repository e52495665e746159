package dev.polyrhythm.internal.child;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.monitor.ActivityPublisher;
import dev.polyrhythm.platform.ChildProbe;
import dev.polyrhythm.platform.ProcessName;
import dev.polyrhythm.platform.Signals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends this child when its parent is gone. The parent holds the other end of the standard input for
 * as long as it lives; the kernel closes it at any death, so the end of the file tells of it.
 *
 * <p>A JVM that ends waits up to 300 ms for threads that are inside the kernel. So, when this one
 * ends, the thread leaves its read and asks for the parent's id periodically: a shutdown hook that
 * does not end must not outlive the parent either.
 */
final class ParentWatch {
    private static final int PARENT_GONE = Signals.EXIT_BASE + Signals.HANGUP; // as of a terminal

    private static final long EXIT_NANOS = 500_000_000;

    /** The kernel closes the files of a dying process one by one, on a busy machine with pauses. */
    private static final long PARENT_EXIT_NANOS = 2_000_000_000;

    private static final long PAUSE_NANOS = 1_000_000;
    private static final long LOOK_NANOS = 20_000_000;

    private ParentWatch() {}

    /** Starts to watch; the input is the watching thread's alone. */
    static void start(FileChannel input, long parentPid, String name) {
        Thread watch =
                Thread.ofPlatform()
                        .daemon()
                        .name("polyrhythm-parent-watch")
                        .start(() -> {
                            ProcessName.set(name);
                            ActivityPublisher.begin();
                            awaitEnd(input, parentPid);
                        });
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, watch::interrupt);
    }

    private static void awaitEnd(FileChannel input, long parentPid) {
        ByteBuffer nothing = ByteBuffer.allocate(1);
        try {
            while (input.read(nothing.clear()) >= 0) {
                // Nothing is said after the job.
            }
        } catch (IOException e) {
            awaitOrphaned(parentPid); // closed by the interrupt; a broken pipe is an ended one
        }
        endNow(parentPid);
    }

    private static void awaitOrphaned(long parentPid) {
        while (isChildOf(parentPid)) {
            boolean ignored = Thread.interrupted();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns whether the parent lives: an orphan is adopted by another process. */
    static boolean isChildOf(long parentPid) {
        return ProcessHandle.current().parent().filter(p -> p.pid() == parentPid).isPresent();
    }

    /** Waits, so that the last process to leave the region is one that can remove it. */
    private static void awaitEnd(List<ProcessHandle> killed) {
        long deadline = System.nanoTime() + EXIT_NANOS;
        while (killed.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Ends this JVM without its hooks, which might never end. */
    static void endNow(long parentPid) {
        if (ChildProbe.mayExist()) {
            List<ProcessHandle> descendants = ProcessHandle.current().descendants().toList();
            descendants.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(descendants);
        }
        Region.awaitGone(parentPid, PARENT_EXIT_NANOS);
        Region.leaveCurrent();
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
