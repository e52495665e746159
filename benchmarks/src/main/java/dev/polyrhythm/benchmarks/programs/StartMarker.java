package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The marker of a running job: an empty file that is named after its process. It works between the
 * processes of any library and language.
 *
 * @param pid the process
 */
record StartMarker(long pid) {
    private static final long PAUSE_NANOS = 1_000_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Makes the marker of this process. */
    static void create(Path directory) throws IOException {
        Files.createFile(directory.resolve(String.valueOf(ProcessHandle.current().pid())));
    }

    /** Waits for so many markers, and removes them. */
    static List<StartMarker> await(Path directory, int count) throws IOException {
        long begin = System.nanoTime();
        while (true) {
            List<Path> files = list(directory);
            if (files.size() == count) {
                return take(files);
            }
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException(
                        "only some jobs run: expected=%d, running=%s".formatted(count, files));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static List<StartMarker> take(List<Path> files) throws IOException {
        List<StartMarker> all = new ArrayList<>();
        for (Path file : files) {
            all.add(new StartMarker(Long.parseLong(String.valueOf(file.getFileName()))));
            Files.delete(file);
        }
        return all;
    }

    /** Returns the process, which must be alive. */
    ProcessHandle process() {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("ended early: pid=" + pid));
    }
}
