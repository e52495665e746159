package dev.polyrhythm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where this user's programs keep what makes the next one start faster. */
final class CacheDirectory {
    /** System property: {@code off}, or the directory. */
    static final String SETTING = "polyrhythm.cache";

    private static final String OFF = "off";
    private static final int MOST_NOTES = 16;
    private static final Duration YOUNG = Duration.ofHours(1);

    private CacheDirectory() {}

    /** Null if there is none. It may not exist yet. */
    static @Nullable Path get() {
        String chosen = System.getProperty(SETTING, System.getenv("POLYRHYTHM_CACHE"));
        if (chosen != null) {
            return chosen.equals(OFF) ? null : Path.of(chosen).toAbsolutePath();
        }
        return ofUser();
    }

    private static @Nullable Path ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache != null && Path.of(cache).isAbsolute()) {
            return Path.of(cache, "polyrhythm");
        }
        String home = System.getProperty("user.home", "");
        return Path.of(home).isAbsolute() ? Path.of(home, ".cache", "polyrhythm") : null;
    }

    /**
     * Removes what no note names: of killed programs and of other versions. Young files are left,
     * somebody may just be making them; of the notes the youngest are kept.
     */
    static void sweep(Path directory) throws IOException {
        List<Path> files = list(directory);
        List<Path> notes =
                files.stream()
                        .filter(file -> name(file).startsWith(StartupCacheNote.PREFIX))
                        .sorted(Comparator.comparing(CacheDirectory::modified).reversed())
                        .toList();
        Set<String> named = new HashSet<>();
        for (Path note : notes.subList(0, Math.min(notes.size(), MOST_NOTES))) {
            named.add(name(note));
            named.addAll(Files.readAllLines(note));
        }
        Instant old = Instant.now().minus(YOUNG);
        for (Path file : files) {
            if (!named.contains(name(file)) && modified(file).toInstant().isBefore(old)) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.from(Instant.now()); // gone, or about to
        }
    }
}
