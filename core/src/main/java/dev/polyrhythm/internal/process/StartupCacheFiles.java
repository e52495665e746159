package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one attempt to make an entry. Their names are used once, so several programs can
 * make the same entry. The claim is written before all others and removed after them: a file
 * without one is none of ours.
 *
 * @param directory the start-up cache's own directory
 * @param base the beginning of their names
 */
record StartupCacheFiles(Path directory, String base) {
    /** Beginning of each note and claim. */
    static final String HEADER = "polyrhythm start-up cache ";

    private static final String CLAIM = ".claim";
    private static final String JAR = ".jar";
    private static final String BASE = "[0-9a-f]+-\\d+-\\d+";
    private static final Pattern CLAIM_NAME = Pattern.compile("(" + BASE + ")\\" + CLAIM);
    private static final Pattern JAR_NAME = Pattern.compile("(" + BASE + ")\\" + JAR);

    static StartupCacheFiles create(Path directory, String key) {
        long pid = ProcessHandle.current().pid();
        return new StartupCacheFiles(
                directory, "%s-%d-%d".formatted(key, pid, Math.abs(System.nanoTime())));
    }

    /** Returns null if a file's name is not that of a claim. */
    static @Nullable StartupCacheFiles ofClaim(Path claim) {
        Matcher name = CLAIM_NAME.matcher(String.valueOf(claim.getFileName()));
        return name.matches()
                ? new StartupCacheFiles(claim.resolveSibling(""), name.group(1))
                : null;
    }

    /** Returns null if a name is not that of an entry's jar. */
    static @Nullable StartupCacheFiles ofJar(Path directory, String jar) {
        Matcher name = JAR_NAME.matcher(jar);
        return name.matches() ? new StartupCacheFiles(directory, name.group(1)) : null;
    }

    Path claim() {
        return file(CLAIM);
    }

    Path jar() {
        return file(JAR);
    }

    Path archive() {
        return file(".jsa");
    }

    Path firstArchive() {
        return file(".first");
    }

    Path list() {
        return file(".list");
    }

    /** Returns the note before it is renamed. */
    Path draft() {
        return file(".draft");
    }

    private Path file(String suffix) {
        return directory.resolve(base + suffix);
    }

    void writeClaim(String description) throws IOException {
        Files.write(
                claim(),
                description.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }

    /** Removes the files that only the making needs. */
    void removeTemporary() throws IOException {
        for (Path file : List.of(list(), firstArchive(), draft())) {
            Files.deleteIfExists(file);
        }
    }

    /**
     * Removes all of them.
     *
     * @param withClaim false if a process may still write one, which is swept later then
     */
    void remove(boolean withClaim) {
        try {
            removeTemporary();
            Files.deleteIfExists(archive());
            Files.deleteIfExists(jar());
            if (withClaim) {
                Files.deleteIfExists(claim());
            }
        } catch (IOException e) {
            // Swept later.
        }
    }
}
