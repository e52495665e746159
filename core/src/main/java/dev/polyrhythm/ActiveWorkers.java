package dev.polyrhythm;

import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The workers that this process started and that have not ended, and what keeps the JVM alive for
 * those among them that it would not wait for by itself: processes and virtual threads.
 */
final class ActiveWorkers {
    private static final IdentityHashMap<Worker, Entry> ACTIVE = new IdentityHashMap<>();
    private static long started;
    private static int kept;

    private record Entry(long order, boolean keepAlive) {}

    private ActiveWorkers() {}

    /** Before the worker runs, so that no end can come before its beginning. */
    static synchronized void add(Worker worker, boolean keepAlive) {
        ACTIVE.put(worker, new Entry(started++, keepAlive));
        if (keepAlive && ++kept == 1) {
            Thread.ofPlatform()
                    .daemon(false)
                    .name("polyrhythm-keep-alive")
                    .start(ActiveWorkers::awaitNoneKept);
        }
    }

    static synchronized void remove(Worker worker) {
        Entry removed = ACTIVE.remove(worker);
        if (removed != null && removed.keepAlive() && --kept == 0) {
            ActiveWorkers.class.notifyAll();
        }
    }

    static synchronized List<Worker> snapshot() {
        return ACTIVE.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().order()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static synchronized void awaitNoneKept() {
        while (kept > 0) {
            try {
                ActiveWorkers.class.wait();
            } catch (InterruptedException e) {
                // Nobody has this thread; whoever found it has no say in when workers end.
            }
        }
    }
}
