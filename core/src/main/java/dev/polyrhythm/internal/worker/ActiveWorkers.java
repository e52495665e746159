package dev.polyrhythm.internal.worker;

import dev.polyrhythm.PoolInsight.WorkerTimes;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.monitor.ActivityPublisher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The workers that this process started and that have not ended, and what keeps the JVM alive for
 * those among them that it would not wait for by itself: processes and virtual threads.
 */
public final class ActiveWorkers {
    private static final IdentityHashMap<Worker, Entry> FEW = new IdentityHashMap<>();
    private static final IdentityHashMap<Worker, Entry> VIRTUAL = new IdentityHashMap<>();
    private static long started;
    private static int kept;

    /** A worker, with what its pool knows of it if it is a pool's. */
    public static final class Entry {
        public final Worker worker;
        private final long order;
        private final boolean keepAlive;
        private volatile @Nullable Supplier<WorkerTimes> pooled;

        private Entry(Worker worker, long order, boolean keepAlive) {
            this.worker = worker;
            this.order = order;
            this.keepAlive = keepAlive;
        }

        /** What the worker's pool knows of it now; null if it is no pool's. */
        public @Nullable WorkerTimes times() {
            Supplier<WorkerTimes> known = pooled;
            return known == null ? null : known.get();
        }
    }

    private ActiveWorkers() {}

    /** Before the worker runs, so that no end can come before its beginning. */
    public static void add(Worker worker, boolean keepAlive) {
        enter(worker, keepAlive);
        ActivityPublisher.begin();
    }

    private static synchronized void enter(Worker worker, boolean keepAlive) {
        entries(worker).put(worker, new Entry(worker, started++, keepAlive));
        if (keepAlive && ++kept == 1) {
            Thread.ofPlatform()
                    .daemon(false)
                    .name("polyrhythm-keep-alive")
                    .start(ActiveWorkers::awaitNoneKept);
        }
    }

    /** There can be a million of them: who looks for others must not have to pass them. */
    private static IdentityHashMap<Worker, Entry> entries(Worker worker) {
        return worker instanceof ThreadWorker thread
                        && WorkerAccess.get().kind(thread) == Worker.Kind.VIRTUAL
                ? VIRTUAL
                : FEW;
    }

    /** Says that a worker is a pool's, unless it has ended. */
    public static synchronized void attach(Worker worker, Supplier<WorkerTimes> pooled) {
        Entry entry = entries(worker).get(worker);
        if (entry != null) {
            entry.pooled = pooled;
        }
    }

    public static synchronized void remove(Worker worker) {
        Entry removed = entries(worker).remove(worker);
        if (removed != null && removed.keepAlive && --kept == 0) {
            ActiveWorkers.class.notifyAll();
        }
    }

    public static synchronized List<Worker> snapshot() {
        return Stream.concat(FEW.values().stream(), VIRTUAL.values().stream())
                .sorted(new ByStart())
                .map(entry -> entry.worker)
                .toList();
    }

    public static synchronized int count() {
        return FEW.size() + VIRTUAL.size();
    }

    /** So many at most, in the order of their starts; virtual threads come last. */
    public static synchronized List<Entry> some(int most) {
        List<Entry> found = new ArrayList<>();
        addSome(FEW, most, found);
        addSome(VIRTUAL, most - found.size(), found);
        return found;
    }

    private static void addSome(
            IdentityHashMap<Worker, Entry> entries, int most, List<Entry> found) {
        int first = found.size();
        for (Entry entry : entries.values()) {
            if (found.size() - first == most) {
                break;
            }
            found.add(entry);
        }
        found.subList(first, found.size()).sort(new ByStart());
    }

    /** No lambda: a young JVM would pay for its first one. */
    private static final class ByStart implements Comparator<Entry> {
        @Override
        public int compare(Entry a, Entry b) {
            return Long.compare(a.order, b.order);
        }
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
