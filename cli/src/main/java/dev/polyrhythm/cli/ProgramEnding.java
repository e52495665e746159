package dev.polyrhythm.cli;

import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.platform.Signals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends a program from outside: at its time limit, or on Ctrl-C. Its main and its worker threads are
 * interrupted first, so that a {@code catch (InterruptedException e)} around a loop can tidy up;
 * what has not ended after the grace time ends with the JVM. A second Ctrl-C does not wait.
 */
final class ProgramEnding {
    private static final long GRACE_MILLIS = 2000;
    private static final long HEAD_START_MILLIS = 100;
    private static final int INTERRUPTED = Signals.EXIT_BASE + Signals.INTERRUPT;

    private final Thread main;
    private final CountDownLatch mainEnded = new CountDownLatch(1);
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean mainFailed;
    private volatile boolean mainBroken;

    private ProgramEnding(Thread main) {
        this.main = main;
    }

    /** Prepares to end the program that this thread is about to run. */
    static ProgramEnding ofThisThread(@Nullable Duration limit) {
        ProgramEnding ending = new ProgramEnding(Thread.currentThread());
        Signals.onInterrupt(ending::onInterrupt);
        if (limit != null) {
            daemon("polyrhythm-limit", () -> ending.awaitLimit(limit));
        }
        return ending;
    }

    void mainReturned() {
        mainEnded.countDown();
        leaveExitToEnding();
    }

    /** Records and reports the exception that left main. Returns if it is to end the thread. */
    void mainThrew(Throwable failure) {
        mainBroken = ending.get() && failure instanceof InterruptedException;
        mainFailed = !mainBroken;
        if (mainFailed) {
            report(failure);
        }
        mainEnded.countDown();
        if (mainBroken) {
            leaveExitToEnding();
        }
    }

    /** Reports before the end of main is known: the JVM may end at any time after it. */
    private void report(Throwable failure) {
        main.getUncaughtExceptionHandler().uncaughtException(main, failure);
        main.setUncaughtExceptionHandler((thread, reported) -> {});
    }

    /**
     * Keeps the JVM from ending by itself, with code 0, while an end with another code is under
     * way.
     */
    private void leaveExitToEnding() {
        while (ending.get()) {
            LockSupport.park();
            Thread.interrupted(); // else it would not park again
        }
    }

    private void awaitLimit(Duration limit) {
        try {
            TimeUnit.NANOSECONDS.sleep(limit.toNanos());
        } catch (InterruptedException e) {
            return;
        }
        if (ending.compareAndSet(false, true)) {
            end();
            System.exit(mainFailed ? 1 : 0);
        }
    }

    /** Runs on the signal's own thread, a new one for each signal. */
    private void onInterrupt() {
        if (!ending.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
        boolean running = mainEnded.getCount() > 0;
        end();
        boolean caught = running && mainEnded.getCount() == 0 && !mainBroken;
        int code = caught ? 0 : INTERRUPTED;
        System.exit(mainFailed ? 1 : code);
    }

    private void end() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
        interruptMain();
        for (Worker worker : Worker.active()) {
            if (worker instanceof ThreadWorker thread) {
                thread.interrupt();
            }
        }
        awaitThreads(deadline);
    }

    /**
     * Interrupts main first: it may be waiting for the workers, and must not take this for their
     * own end.
     */
    private void interruptMain() {
        if (mainEnded.getCount() > 0) {
            main.interrupt();
            awaitMain(TimeUnit.MILLISECONDS.toNanos(HEAD_START_MILLIS));
        }
    }

    private boolean awaitMain(long nanos) {
        try {
            return mainEnded.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitThreads(long deadline) {
        try {
            boolean ended = mainEnded.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            for (Worker worker : Worker.active()) {
                if (ended && worker instanceof ThreadWorker) {
                    ended = worker.join(Duration.ofNanos(deadline - System.nanoTime()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(String name, Runnable action) {
        Thread.ofPlatform().daemon().name(name).start(action);
    }
}
