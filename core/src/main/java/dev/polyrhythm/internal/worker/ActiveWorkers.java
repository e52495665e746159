package dev.polyrhythm.internal.worker;

import dev.polyrhythm.PoolInsight.WorkerTimes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The workers that this process started and that have not ended. Keeps the JVM alive for those
 * among them that it would not wait for by itself: processes and virtual threads.
 */
public final class ActiveWorkers {
    private static final IdentityHashMap<Object, ActiveWorker> FEW = new IdentityHashMap<>();

    /** Apart, as there can be a million: a search for others must not pass them. */
    private static final IdentityHashMap<Object, ActiveWorker> VIRTUAL = new IdentityHashMap<>();

    private static final KeepAlive KEEP_ALIVE = new WhileKept();
    private static long started;
    private static int kept;

    private ActiveWorkers() {}

    /** Lists a worker; before it runs, so that no end can come before its beginning. */
    public static synchronized void add(ActiveWorker worker) {
        worker.order = started++;
        (worker.kind() == WorkerKind.VIRTUAL ? VIRTUAL : FEW).put(worker.worker(), worker);
        if (worker.needsKeepAlive()) {
            worker.keepsAlive = true;
            kept++;
            KEEP_ALIVE.begin();
        }
    }

    /** Adds a pool's figures to a worker, unless it has ended. */
    public static synchronized void attach(Object worker, Supplier<WorkerTimes> times) {
        ActiveWorker active = FEW.get(worker);
        if (active == null) {
            active = VIRTUAL.get(worker);
        }
        if (active != null) {
            active.attach(times);
        }
    }

    /** Removes a worker, if it is listed. */
    public static synchronized void remove(Object worker) {
        ActiveWorker removed = FEW.remove(worker);
        if (removed == null) {
            removed = VIRTUAL.remove(worker);
        }
        if (removed != null && removed.keepsAlive && --kept == 0) {
            KEEP_ALIVE.check();
        }
    }

    /** Returns all of them, in the order of their starts. */
    public static synchronized List<ActiveWorker> snapshot() {
        return Stream.concat(FEW.values().stream(), VIRTUAL.values().stream())
                .sorted(new ByStart())
                .toList();
    }

    public static synchronized int count() {
        return FEW.size() + VIRTUAL.size();
    }

    /** Returns so many at most, in the order of their starts; virtual threads come last. */
    public static synchronized List<ActiveWorker> some(int most) {
        List<ActiveWorker> found = new ArrayList<>();
        addSome(FEW, most, found);
        addSome(VIRTUAL, most - found.size(), found);
        return found;
    }

    private static void addSome(
            IdentityHashMap<Object, ActiveWorker> workers, int most, List<ActiveWorker> found) {
        int first = found.size();
        for (ActiveWorker worker : workers.values()) {
            if (found.size() - first == most) {
                break;
            }
            found.add(worker);
        }
        found.subList(first, found.size()).sort(new ByStart());
    }

    /** Orders by start; a class, as a young JVM would pay for its first lambda. */
    private static final class ByStart implements Comparator<ActiveWorker> {
        @Override
        public int compare(ActiveWorker a, ActiveWorker b) {
            return Long.compare(a.order, b.order);
        }
    }

    /** Ends with the last of the workers that the program waits for; guarded by the outer class. */
    private static final class WhileKept extends KeepAlive {
        WhileKept() {
            super("polyrhythm-keep-alive", Long.MAX_VALUE);
        }

        @Override
        @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is the outer class's own lock
        protected boolean endIfIdle() {
            synchronized (ActiveWorkers.class) {
                if (kept > 0) {
                    return false;
                }
                ended();
                return true;
            }
        }
    }
}
