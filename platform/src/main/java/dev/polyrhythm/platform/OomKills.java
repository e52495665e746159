package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts how often the kernel has killed a process of this control group because its memory was
 * used up. The kernel does not name the process: most likely the child that was killed when the
 * number grew.
 */
public final class OomKills {
    private static final AtomicLong SEEN = new AtomicLong(count(Path.of("/")));

    private OomKills() {}

    /** Remembers the number as it is before the first child starts; later calls do nothing. */
    public static void watch() {}

    /** Returns whether the number has grown since the last call. */
    public static boolean haveGrown() {
        long now = count(Path.of("/"));
        return SEEN.getAndSet(now) < now;
    }

    /** Returns 0 where the system does not tell. */
    public static long count(Path root) {
        try {
            for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
                if (line.startsWith("0::/")) {
                    Path group = root.resolve("sys/fs/cgroup/" + line.substring("0::/".length()));
                    return parse(Files.readAllLines(group.resolve("memory.events")));
                }
            }
        } catch (IOException | RuntimeException e) {
            return 0; // no such files, or not as expected
        }
        return 0;
    }

    private static long parse(List<String> events) {
        return events.stream()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()).strip()))
                .sum();
    }
}
