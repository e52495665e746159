package dev.polyrhythm.internal.worker;

import java.util.concurrent.atomic.AtomicInteger;

/** Default names: {@code thread-1}, {@code process-1}, nested {@code process-1:2}. */
public final class WorkerNames {
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final AtomicInteger PROCESSES = new AtomicInteger();

    private WorkerNames() {}

    public static String nextThread() {
        return "thread-" + THREADS.incrementAndGet();
    }

    /** Returns the next process's number in the whole family: {@code 1:2}. */
    public static String nextProcessNumber() {
        String parent = ProcessIdentity.current().number();
        String own = String.valueOf(PROCESSES.incrementAndGet());
        return parent.isEmpty() ? own : parent + ":" + own;
    }
}
