package dev.polyrhythm.monitor;

import dev.polyrhythm.platform.ProcessInfo;
import java.util.HashMap;
import java.util.Map;

/** How much of a processor processes need, from one look to the next. */
final class CpuUsage {
    private Map<Key, Used> before = Map.of();
    private Map<Key, Used> now = new HashMap<>();

    private record Key(long pid, long startTicks) {}

    private record Used(long ticks, long nanoTime) {}

    /** In percent of one; {@link WorkerStatus#NONE} at the first look at a process. */
    double percent(long pid, ProcessInfo facts) {
        Key key = new Key(pid, facts.startTicks());
        Used used = new Used(facts.cpuTicks(), System.nanoTime());
        now.putIfAbsent(key, used);
        Used last = before.get(key);
        if (last == null || used.nanoTime() == last.nanoTime()) {
            return WorkerStatus.NONE;
        }
        double nanos = (double) (used.ticks() - last.ticks()) * ProcessInfo.TICK_NANOS;
        return 100 * nanos / (used.nanoTime() - last.nanoTime());
    }

    /** A look is over: processes that were not in it have ended. */
    void looked() {
        before = now;
        now = new HashMap<>();
    }
}
