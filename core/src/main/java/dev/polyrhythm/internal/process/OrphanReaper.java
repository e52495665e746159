package dev.polyrhythm.internal.process;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.platform.ReaperScript;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has a small process, a shell that sleeps, end the children at this process's death, however it
 * comes, and remove the shared memory as the last one. The children would do both by themselves,
 * and do where there is no such shell; but eight JVMs that wake up in order to end, on two
 * processors, take several times as long as one that kills them.
 *
 * <p>Whom to end it finds in the region: an empty file for each child, named after this process and
 * the child, which a kill cannot leave half written. The shell goes when there has been no child
 * for a while; if somebody kills it before, it is replaced.
 *
 * <p>The state is guarded by the class.
 */
final class OrphanReaper {
    private static final String NOTE = "child-";
    private static final long NEVER = Long.MAX_VALUE;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** After so many none is started any more: somebody does not want it. */
    private static final int MOST_SHELLS_KILLED = 10;

    private static @Nullable Process shell;
    private static @Nullable Path script;
    private static int children;
    private static long idleNanoTime;
    private static boolean unavailable;
    private static int shellsKilled;

    /** Asked when it is first needed. */
    private static final class Machine {
        static final boolean HAS_SHELL_AND_LISTS = ReaperScript.isSupported();
    }

    static {
        ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, OrphanReaper::dismissForEver);
    }

    private OrphanReaper() {}

    /** Notes a child, until it is gone; in the launcher's thread, right after the start. */
    static void watch(Process child) {
        if (!prepare()) {
            return;
        }
        long pid = ProcessHandle.current().pid();
        Path region = Region.current().directory();
        File note = region.resolve(NOTE + pid + "-" + child.pid()).toFile();
        try {
            boolean ignored = note.createNewFile();
        } catch (IOException e) {
            // No space left, or the region is gone: the child sees to itself.
        }
        var _ = child.onExit().thenRun(() -> forget(note));
        employ();
    }

    /** Whether children will be ended by it, and need not be woken to end themselves. */
    static synchronized boolean isPossible() {
        return !unavailable && Machine.HAS_SHELL_AND_LISTS;
    }

    private static synchronized boolean prepare() {
        if (!isPossible()) {
            return false;
        }
        children++;
        return true;
    }

    private static void forget(File note) {
        boolean ignored = note.delete();
        if (isLast()) {
            ChildLauncher.wake();
        }
    }

    private static synchronized boolean isLast() {
        idleNanoTime = System.nanoTime();
        return --children == 0;
    }

    /** The shell gets its signal at the death of this thread. */
    private static synchronized void employ() {
        if (unavailable || (shell != null && shell.isAlive())) {
            return;
        }
        if (shell != null && ++shellsKilled == MOST_SHELLS_KILLED) {
            dismissForEver();
            return;
        }
        shell = null; // a dead one would be looked at again and again if no other can be started
        try {
            long pid = ProcessHandle.current().pid();
            Path region = Region.current().directory();
            Path file = region.resolve("janitor-" + pid);
            ReaperScript.write(file);
            script = file;
            shell =
                    new ProcessBuilder(ReaperScript.command(file, region, pid))
                            .directory(new File("/"))
                            .redirectOutput(Redirect.DISCARD)
                            .redirectError(Redirect.DISCARD)
                            .start();
            var _ = shell.onExit().thenRun(ChildLauncher::wake);
        } catch (IOException e) {
            unavailable = true;
        }
    }

    static synchronized long nanosToNextLook() {
        if (shell == null) {
            return NEVER;
        }
        if (children > 0) {
            return shell.isAlive() ? NEVER : 0;
        }
        return idleNanoTime + IDLE_NANOS - System.nanoTime();
    }

    /** In the launcher's thread: replaces the shell if it was killed, or lets it go. */
    static synchronized void look() {
        if (nanosToNextLook() > 0) {
            return;
        }
        if (children == 0) {
            dismiss();
            return;
        }
        employ();
    }

    private static synchronized void dismissForEver() {
        unavailable = true;
        dismiss();
        if (script != null) {
            boolean ignored = script.toFile().delete();
        }
    }

    private static void dismiss() {
        Process employed = shell;
        if (employed != null) {
            employed.destroyForcibly();
            shell = null;
        }
    }
}
