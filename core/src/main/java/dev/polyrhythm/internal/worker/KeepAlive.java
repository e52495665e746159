package dev.polyrhythm.internal.worker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive with a thread of its own while the owner has something to wait for that a JVM
 * does not wait for by itself. The thread ends at the first check that finds nothing; it checks
 * when it is told to, and periodically. With a period it outlives short pauses, so that work that
 * comes again and again does not start a thread each time.
 *
 * <p>The owner's lock guards the state; the owner calls {@link #begin} and {@link #check} under it.
 */
public abstract class KeepAlive implements Runnable {
    private final String threadName;
    private final long periodNanos;
    private @Nullable Thread thread;

    /**
     * For an owner.
     *
     * @param threadName name of the thread
     * @param periodNanos longest time between two checks
     */
    protected KeepAlive(String threadName, long periodNanos) {
        this.threadName = threadName;
        this.periodNanos = periodNanos;
    }

    /** Starts the thread unless it runs. */
    public final void begin() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon(false).name(threadName).start(this);
        }
    }

    /** Has the thread check now. */
    public final void check() {
        LockSupport.unpark(thread);
    }

    /**
     * Takes the owner's lock and, if there is nothing to wait for, calls {@link #ended} under it.
     *
     * @return true if the thread is to end
     */
    protected abstract boolean endIfIdle();

    /** Notes that the thread ends. */
    protected final void ended() {
        thread = null;
    }

    /** Runs the thread. */
    @Override
    public final void run() {
        while (!endIfIdle()) {
            LockSupport.parkNanos(this, periodNanos);
            boolean ignored = Thread.interrupted(); // an interrupt says nothing about the workers
        }
    }
}
