package dev.polyrhythm.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A test's result on its way out of the guest: a file that is named after the test and holds what
 * it failed with.
 *
 * @param name the test
 * @param failure the stack trace, empty for a success
 */
record GuestResult(String name, String failure) {
    /** The file that is written last: without it the guest has stopped halfway. */
    private static final String COMPLETE = ".complete";

    void requireSuccess() {
        if (!failure.isEmpty()) {
            throw new AssertionError("in the guest: " + failure);
        }
    }

    void write(Path directory) {
        try {
            Files.writeString(directory.resolve(name), failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void complete(Path directory) throws IOException {
        Files.createFile(directory.resolve(COMPLETE));
    }

    static boolean isComplete(Path directory) {
        return Files.exists(directory.resolve(COMPLETE));
    }

    static List<GuestResult> readAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.endsWith(COMPLETE))
                    .sorted()
                    .map(GuestResult::read)
                    .toList();
        }
    }

    private static GuestResult read(Path file) {
        try {
            return new GuestResult(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
