package dev.polyrhythm.memory;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread of the test itself, which goes on while processes around it are killed. */
final class Survivor implements AutoCloseable {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    /** What it does, until it is interrupted. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    Survivor(boolean virtual, Work work) {
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
        this.thread = builder.name("thread-survivor").start(() -> run(work));
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            // the test is over
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    void check() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("a survivor failed", thrown);
        }
    }

    void join() throws InterruptedException {
        thread.join();
        check();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
