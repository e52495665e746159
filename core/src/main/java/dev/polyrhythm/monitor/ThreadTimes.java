package dev.polyrhythm.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/** How much of a processor platform threads need, from one look to the next. */
final class ThreadTimes {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final boolean isKnown =
            threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    private Map<Long, Used> before = Map.of();
    private Map<Long, Used> now = new HashMap<>();

    private record Used(long cpuNanos, long nanoTime) {}

    /** Since the last look; {@link Activity#NONE} in the first one, and where it is not known. */
    long cpuPerMille(Thread thread) {
        long cpuNanos = isKnown ? threads.getThreadCpuTime(thread.threadId()) : -1;
        if (cpuNanos < 0) {
            return Activity.NONE;
        }
        Used used = new Used(cpuNanos, System.nanoTime());
        now.put(thread.threadId(), used);
        Used last = before.get(thread.threadId());
        return last == null || used.nanoTime() == last.nanoTime()
                ? Activity.NONE
                : 1000 * (cpuNanos - last.cpuNanos()) / (used.nanoTime() - last.nanoTime());
    }

    /** A look is over: threads that were not in it have ended. */
    void looked() {
        before = now;
        now = new HashMap<>();
    }
}
