package dev.polyrhythm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file that says what an entry of the cache is for, and which files belong to it. It is written
 * under another name and renamed when they are complete: what it does not name is not there.
 *
 * @param directory the user's cache directory
 * @param description what the entry is for
 */
record StartupCacheNote(Path directory, String description) {
    static final String PREFIX = "note-";
    private static final String FAILED = "failed\n";
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofDays(1);
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The name of the entry. Should two have the same, the description tells them apart. */
    String key() {
        long hash = FNV_BASIS;
        for (int i = 0; i < description.length(); i++) {
            hash = (hash ^ description.charAt(i)) * FNV_PRIME;
        }
        return Long.toHexString(hash);
    }

    private Path file() {
        return directory.resolve(PREFIX + key());
    }

    /** The entry, or null if there is none. */
    @Nullable StartupCacheEntry read() {
        try {
            String text = Files.readString(file());
            if (!text.startsWith(description)) {
                return null;
            }
            List<String> files = text.substring(description.length()).lines().toList();
            return files.size() == 4 ? parse(files) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private StartupCacheEntry parse(List<String> files) {
        return new StartupCacheEntry(
                directory.resolve(files.get(0)),
                Long.parseLong(files.get(1)),
                directory.resolve(files.get(2)),
                Long.parseLong(files.get(3)));
    }

    void write(StartupCacheEntry entry) throws IOException {
        replace(
                "%s%n%d%n%s%n%d%n"
                        .formatted(
                                entry.jar().getFileName(),
                                entry.jarSize(),
                                entry.archive().getFileName(),
                                entry.archiveSize()));
    }

    void writeFailed() throws IOException {
        replace(FAILED);
    }

    private void replace(String rest) throws IOException {
        Path draft = directory.resolve("draft-" + key() + "-" + ProcessHandle.current().pid());
        Files.writeString(draft, description + rest);
        Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Some JDKs and options have no such cache: it is not tried again with each program. */
    boolean hasFailedLately() {
        try {
            Instant tried = Files.getLastModifiedTime(file()).toInstant();
            return Files.readString(file()).equals(description + FAILED)
                    && tried.plus(BEFORE_ANOTHER_TRY).isAfter(Instant.now());
        } catch (IOException e) {
            return false;
        }
    }
}
