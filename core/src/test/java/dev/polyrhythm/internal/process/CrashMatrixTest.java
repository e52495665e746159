package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.CrashFault;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.WorkerPool;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything that can go wrong, wherever it can: what is in the documents happens, nothing is left,
 * and the next job works. The system property {@code polyrhythm.update} writes the document anew.
 */
@Timeout(300)
@Tag("kills")
@ExtendWith(LeakCheck.class)
class CrashMatrixTest {
    private static final Path DOCUMENT = Path.of("../docs/crash-matrix.md");
    private static final String BEGIN = "<!-- begin: CrashMatrixTest -->\n";
    private static final String END = "<!-- end -->\n";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofMillis(500);

    /** How a JVM that crashes ends depends on the system's settings for core dumps. */
    private static final String CRASH = "exit code 1, or signal 6 or 11";

    private static final Map<Integer, String> CODES =
            Map.of(
                    7,
                    "exit code 7",
                    12,
                    "exit code 12",
                    -9,
                    "signal 9",
                    1,
                    CRASH,
                    -6,
                    CRASH,
                    -11,
                    CRASH);

    /** Processes that are kept ready would be counted with those that are left. */
    @BeforeEach
    void keepNoSpares() {
        System.setProperty(SpareJvms.LIMIT, "0");
    }

    @AfterEach
    void keepSparesAgain() {
        System.clearProperty(SpareJvms.LIMIT);
    }

    private enum Place {
        CALLER_ENCODES("caller", "encodes the task"),
        WORKER_DECODES("worker", "decodes the task"),
        WORKER_RUNS("worker", "runs it"),
        WORKER_ENCODES("worker", "encodes the result"),
        CALLER_DECODES("caller", "decodes the result");

        private final String who;
        private final String what;

        Place(String who, String what) {
            this.who = who;
            this.what = what;
        }

        boolean isCaller() {
            return who.equals("caller");
        }

        boolean isOfResult() {
            return this == WORKER_ENCODES || this == CALLER_DECODES;
        }
    }

    /** Something on its way, that goes off where it is to. */
    private static class Trap implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Place place;
        private final CrashFault fault;
        private final boolean isResult;

        Trap(Place place, CrashFault fault, boolean isResult) {
            this.place = place;
            this.fault = fault;
            this.isResult = isResult;
        }

        Trap result() {
            at(Place.WORKER_RUNS);
            return new Trap(place, fault, true);
        }

        private void at(Place here) {
            if (place == here) {
                fault.happen();
            }
        }

        private void writeObject(ObjectOutputStream stream) throws IOException {
            stream.defaultWriteObject();
            at(isResult ? Place.WORKER_ENCODES : Place.CALLER_ENCODES);
        }

        private void readObject(ObjectInputStream stream)
                throws IOException, ClassNotFoundException {
            stream.defaultReadObject();
            at(isResult ? Place.CALLER_DECODES : Place.WORKER_DECODES);
        }
    }

    private static Stream<Map.Entry<Place, CrashFault>> cells() {
        return Stream.of(Place.values())
                .flatMap(place ->
                        Stream.of(CrashFault.values())
                                .filter(fault -> !place.isCaller() || fault.isThrown())
                                .map(fault -> Map.entry(place, fault)));
    }

    @Test
    void everyCell_endsAsDocumented() throws Exception {
        List<String> rows = new ArrayList<>();
        try (WorkerPool pool =
                WorkerPool.builder(Worker.Kind.PROCESS)
                        .size(1)
                        .maxHeap("48m")
                        .grace(Duration.ofMillis(50))
                        .build()) {
            assertThat(pool.submit(() -> 1).get()).isEqualTo(1);
            Map<String, Long> before = inventory();
            for (Map.Entry<Place, CrashFault> cell : cells().toList()) {
                Place place = cell.getKey();
                CrashFault fault = cell.getValue();
                String ofPool = ofPool(pool, place, fault);
                String ofWorker = ofWorker(place, fault);
                rows.add(row(place.who, place.what, fault.toString(), ofPool, ofWorker));
                assertThat(pool.submit(() -> 1).get()).as("after %s", cell).isEqualTo(1);
                Awaitility.await("nothing left by " + cell)
                        .atMost(LONG)
                        .untilAsserted(() -> assertThat(inventory()).isEqualTo(before));
            }
        }
        compare(table(rows));
    }

    private static String ofPool(WorkerPool pool, Place place, CrashFault fault)
            throws InterruptedException {
        Trap trap = new Trap(place, fault, false);
        try {
            Object result = pool.submit(() -> trap.result(), limit(fault)).get();
            throw new AssertionError("%s %s: %s".formatted(place, fault, result));
        } catch (ExecutionException e) {
            return describe(Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return describe(e) + " from `submit`";
        }
    }

    private static Duration limit(CrashFault fault) {
        return fault == CrashFault.ENDLESS ? LIMIT : LONG;
    }

    private static String ofWorker(Place place, CrashFault fault) throws InterruptedException {
        if (place.isOfResult() || fault == CrashFault.ENDLESS) {
            return "";
        }
        Trap trap = new Trap(place, fault, false);
        ProcessWorker worker =
                Worker.ofProcess()
                        .maxHeap("48m")
                        .output(ProcessBuilder.Redirect.DISCARD)
                        .unstarted(() -> System.out.println(trap.result()));
        try {
            worker.start();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return describe(e) + " from `start`";
        }
        worker.join();
        return describe(worker.getFailure().orElseThrow());
    }

    private static String describe(Throwable failure) {
        String name = "`" + failure.getClass().getSimpleName() + "`";
        return switch (failure) {
            case TaskFailedException task -> name + ": `" + simple(task.remoteClassName()) + "`";
            case WorkerDiedException death -> name + ": " + CODES.get(death.exitCode());
            default -> name;
        };
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /**
     * Processes, threads, and files by their kind; a crashed JVM's report stays with the program.
     */
    private static Map<String, Long> inventory() {
        Map<String, Long> all = new TreeMap<>();
        all.put("processes", ProcessHandle.current().descendants().count());
        all.put(
                "threads",
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("polyrhythm-pool"))
                        .filter(name -> !name.endsWith("-keeper")) // ends a little later
                        .count());
        try (Stream<Path> files = Files.list(Region.current().directory())) {
            all.putAll(
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.startsWith("hs_err") && !name.startsWith("cells"))
                            .filter(name -> !name.startsWith("activity")) // a place's, used again
                            .collect(
                                    Collectors.groupingBy(
                                            name -> name.replaceAll("[0-9.:-]+", "N"),
                                            Collectors.counting())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return all;
    }

    private static String table(List<String> rows) {
        String head = row("who", "when", "what happens", "`WorkerPool`", "single `ProcessWorker`");
        return head + "|---|---|---|---|---|\n" + String.join("", rows);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static void compare(String table) throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("polyrhythm.update")) {
            Files.writeString(
                    DOCUMENT,
                    document.substring(0, begin) + "\n" + table + "\n" + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo("\n" + table + "\n");
        }
    }
}
