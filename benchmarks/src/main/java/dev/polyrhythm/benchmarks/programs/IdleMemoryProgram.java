package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the memory of an idle child: its proportional set size, to which a page that n processes
 * share counts an n-th. Arguments: "polyrhythm" or "jvm", and for how many milliseconds the child
 * has been idle.
 */
public final class IdleMemoryProgram {
    private static final String SIZE = "Pss:";
    private static final long PAUSE_NANOS = 1_000_000;
    private static final int KIB = 1024;

    private IdleMemoryProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if there is no such child
     */
    public static void main(String[] arguments) throws Exception {
        Duration idle = Duration.ofMillis(Long.parseLong(arguments[1]));
        switch (arguments[0]) {
            case "polyrhythm" -> measureOurs(idle);
            case "jvm" -> measurePlainJvm(idle);
            default -> throw new IllegalArgumentException("no such child: " + arguments[0]);
        }
    }

    private static void measureOurs(Duration idle) throws Exception {
        SharedInt arrived = SharedInt.create(0);
        ProcessWorker worker =
                Window.daemon(() -> {
                    arrived.set(1);
                    Thread.sleep(Duration.ofDays(1));
                });
        worker.start();
        while (arrived.get() == 0 && worker.isAlive()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        measure(worker.pid(), idle);
        worker.kill();
        worker.join();
    }

    private static void measurePlainJvm(Duration idle) throws Exception {
        PlainJvm child = PlainJvm.start();
        measure(child.process().pid(), idle);
        child.end();
    }

    private static void measure(long pid, Duration idle) throws IOException, InterruptedException {
        Thread.sleep(idle);
        String size =
                Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                        .filter(line -> line.startsWith(SIZE))
                        .findFirst()
                        .orElseThrow();
        Figure.print(Double.parseDouble(size.replaceAll("[^0-9]", "")) * KIB);
    }
}
