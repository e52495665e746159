package dev.polyrhythm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves something behind: a process, a region without living participants,
 * a file in this JVM's region, a thread, a file descriptor. Waits for resources that are still
 * ending.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    /** Configuration parameter: for how many seconds the check waits. */
    static final String LIMIT_SECONDS = "dev.polyrhythm.testkit.patience";

    /**
     * System property: how many spare JVMs the library keeps. They are no leak, so they end first.
     */
    private static final String SPARES = "polyrhythm.spares";

    private static final int DEFAULT_LIMIT_SECONDS = 30;

    /** Threads that live as long as the JVM once they are needed. */
    private static final Set<String> PERMANENT =
            Set.of(
                    "polyrhythm-services",
                    "polyrhythm-launcher",
                    "polyrhythm-pulses",
                    "polyrhythm-pin-holders",
                    "polyrhythm-exit",
                    "polyrhythm-waits",
                    "polyrhythm-activity");

    /** Mapped files, jars and the watch service open some once; a leak in a loop opens more. */
    private static final int DESCRIPTOR_TOLERANCE = 40;

    private static final Pattern REGION = Pattern.compile("polyrhythm-(\\d{1,18})-.*");

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(LeakCheck.class);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** A bound for what must happen at all; on a busy machine everything takes its time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    static {
        // By default Awaitility waits 100 ms before it looks for the first time.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(POLL_INTERVAL);
        Awaitility.setDefaultTimeout(LONGEST_WAIT);
    }

    /** Made by JUnit. */
    public LeakCheck() {}

    /** The threads, regions and descriptors of one moment. */
    private record Inventory(Set<String> threads, Set<Path> foreignRegions, long descriptors) {
        static Inventory take() {
            return new Inventory(LeakCheck.threads(), LeakCheck.regions(), LeakCheck.descriptors());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", Inventory.take());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Inventory before = context.getStore(NAMESPACE).get("before", Inventory.class);
        if (before != null) {
            int seconds =
                    context.getConfigurationParameter(LIMIT_SECONDS, Integer::valueOf)
                            .orElse(DEFAULT_LIMIT_SECONDS);
            withoutSpares(() -> awaitNothingLeft(before, Duration.ofSeconds(seconds)));
        }
    }

    private static void awaitNothingLeft(Inventory before, Duration limit) {
        try {
            Awaitility.await("nothing left behind")
                    .atMost(limit)
                    .untilAsserted(() -> assertNothingLeft(before));
        } catch (ConditionTimeoutException e) {
            assertNothingLeft(before); // on a busy machine, no look may have ended in time
        }
    }

    private static void withoutSpares(Runnable check) {
        String limit = System.setProperty(SPARES, "0");
        try {
            check.run();
        } finally {
            if (limit == null) {
                System.clearProperty(SPARES);
            } else {
                System.setProperty(SPARES, limit);
            }
        }
    }

    private static void assertNothingLeft(Inventory before) {
        assertThat(ProcessHandle.current().descendants().toList())
                .as("processes left running")
                .isEmpty();
        assertThat(without(threads(), before.threads())).as("threads left running").isEmpty();
        assertThat(without(regions(), before.foreignRegions()))
                .as("regions of ended programs left in memory")
                .isEmpty();
        assertThat(recordsOfWorkers()).as("records of workers left in the region").isEmpty();
        assertThat(descriptors())
                .as("open file descriptors, before: %d", before.descriptors())
                .isLessThanOrEqualTo(before.descriptors() + DESCRIPTOR_TOLERANCE);
    }

    private static <T> Set<T> without(Set<T> some, Set<T> others) {
        Set<T> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("polyrhythm-") || name.startsWith("thread-"))
                .filter(name -> !PERMANENT.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns regions whose first process a test has started and is gone; not other programs'. */
    private static Set<Path> regions() {
        return list(base(), "polyrhythm-")
                .filter(region -> isOrphan(String.valueOf(region.getFileName())))
                .collect(Collectors.toSet());
    }

    private static boolean isOrphan(String regionName) {
        Matcher matcher = REGION.matcher(regionName);
        if (!matcher.matches()) {
            return false; // another program's file
        }
        long pid = Long.parseLong(matcher.group(1));
        return ChildJvm.hasStarted(pid) && ProcessHandle.of(pid).isEmpty();
    }

    private static List<Path> recordsOfWorkers() {
        String own = "polyrhythm-" + ProcessHandle.current().pid() + "-";
        return list(base(), own).flatMap(region -> list(region, "worker-")).toList();
    }

    private static Path base() {
        Path memory = Path.of("/dev/shm");
        return Files.isDirectory(memory)
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }

    private static Stream<Path> list(Path directory, String prefix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty(); // it has gone in the meantime
        }
    }

    private static long descriptors() {
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(own)) {
            return descriptors.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
