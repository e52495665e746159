package dev.polyrhythm.monitor;

import java.util.HashMap;
import java.util.Map;

/**
 * Turns readings of processor time into shares of one processor, from one look to the next.
 *
 * @param <K> identifies a process or thread, and no other that comes later
 */
final class CpuUsage<K> {
    private Map<K, Reading> before = Map.of();
    private Map<K, Reading> now = new HashMap<>();

    private record Reading(long cpuNanos, long nanoTime) {}

    /**
     * Returns the share since the last look.
     *
     * @param key the process or thread
     * @param cpuNanos its processor time since its start
     * @return per mille of one processor, -1 at the first look
     */
    double perMille(K key, long cpuNanos) {
        Reading reading = new Reading(cpuNanos, System.nanoTime());
        now.putIfAbsent(key, reading);
        Reading last = before.get(key);
        return last == null || reading.nanoTime() == last.nanoTime()
                ? -1
                : 1000.0 * (cpuNanos - last.cpuNanos()) / (reading.nanoTime() - last.nanoTime());
    }

    /** Ends a look: processes and threads that were not in it have ended. */
    void looked() {
        before = now;
        now = new HashMap<>();
    }
}
