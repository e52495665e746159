package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Starts all processes, from one thread that lives as long as this process: the kernel takes the
 * death of the thread that started a child for its parent's death. Between two starts the thread
 * maintains the spares and the orphan reaper.
 */
final class ChildLauncher {
    private static final LinkedBlockingQueue<Runnable> STARTS = new LinkedBlockingQueue<>();

    static {
        Thread.ofPlatform().daemon().name("polyrhythm-launcher").start(ChildLauncher::loop);
    }

    private ChildLauncher() {}

    /** Starts a process and waits until the system has it, whether interrupted or not. */
    static Process start(ChildCommand command) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        STARTS.add(() -> start(command, started));
        try {
            return started.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException refused ? refused : new IOException(e);
        }
    }

    /** Starts a process; in the launcher's thread itself. */
    static Process startHere(ChildCommand command) throws IOException {
        Process child = command.toBuilder().start();
        OrphanReaper.watch(child);
        return child;
    }

    /** Has the thread do its maintenance. */
    static void wake() {
        STARTS.add(() -> {});
    }

    private static void start(ChildCommand command, CompletableFuture<Process> started) {
        try {
            Process child = command.toBuilder().start();
            started.complete(child);
            OrphanReaper.watch(child);
        } catch (IOException | RuntimeException | Error e) {
            started.completeExceptionally(e);
        }
    }

    private static long nanosToNextLook() {
        return Math.min(SpareJvms.nanosToNextLook(), OrphanReaper.nanosToNextLook());
    }

    private static void look() {
        OrphanReaper.look();
        if (SpareJvms.nanosToNextLook() <= 0) {
            SpareJvms.look();
        }
    }

    private static void loop() {
        while (true) {
            try {
                Runnable next = STARTS.poll(nanosToNextLook(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                } else {
                    look();
                }
            } catch (InterruptedException e) {
                // No other code has this thread; it must not end.
            } catch (RuntimeException | Error e) {
                System.getLogger("dev.polyrhythm")
                        .log(Level.DEBUG, "maintaining spare JVMs failed", e);
            }
        }
    }
}
