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
 * Has a small process, a shell that sleeps, end the children at any death of this process, and
 * remove the shared memory as the last one. The children would do both by themselves, and do where
 * there is no such shell; but eight JVMs that wake up in order to end, on two processors, take
 * several times as long as one that kills them.
 *
 * <p>The shell finds the children in the region: an empty file for each, named after this process
 * and the child, which a kill cannot leave half written. It goes when there has been no child for a
 * while; if it is killed before, it is replaced.
 *
 * <p>The state is guarded by the class.
 */
final class OrphanReaper {
    private static final String NOTE = "child-";
    private static final long NEVER = Long.MAX_VALUE;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** After so many kills no other is started: they are deliberate. */
    private static final int MOST_SHELLS_KILLED = 10;

    private static @Nullable Process shell;
    private static @Nullable Path script;
    private static int children;
    private static long idleNanoTime;
    private static boolean unavailable;
    private static int shellsKilled;

    /** Examined at the first use. */
    private static final class Machine {
        static final boolean HAS_SHELL_AND_LISTS = ReaperScript.isSupported();
    }

    static {
        ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, OrphanReaper::dismissForEver);
    }

    private OrphanReaper() {}

    /** Notes a child until it is gone; in the launcher's thread, right after the start. */
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
            // No space left, or the region is gone: the child ends by itself.
        }
        var _ = child.onExit().thenRun(() -> forget(note));
        ensureShell();
    }

    /** Returns whether the shell ends the children, so that they need not be woken to end. */
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

    /** Starts the shell, which gets its signal at the death of this thread. */
    private static synchronized void ensureShell() {
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

    /** Replaces the shell if it was killed, or lets it go; in the launcher's thread. */
    static synchronized void look() {
        if (nanosToNextLook() > 0) {
            return;
        }
        if (children == 0) {
            dismiss();
            return;
        }
        ensureShell();
    }

    private static synchronized void dismissForEver() {
        unavailable = true;
        dismiss();
        if (script != null) {
            boolean ignored = script.toFile().delete();
        }
    }

    private static void dismiss() {
        Process running = shell;
        if (running != null) {
            running.destroyForcibly();
            shell = null;
        }
    }
}
