package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Removes entries of killed programs and of other versions: those with a claim of the library's
 * that no note names. Young ones are left, another program may be making them; of the notes the
 * youngest are kept. A file that no claim is for is left.
 */
final class StartupCacheSweep {
    private static final int MOST_NOTES = 16;
    private static final Duration YOUNG = Duration.ofHours(1);

    private final List<Path> files;
    private final Instant old = Instant.now().minus(YOUNG);

    private StartupCacheSweep(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(StartupCacheSweep::carriesHeader).toList();
        }
    }

    static void run(Path directory) throws IOException {
        new StartupCacheSweep(directory).run();
    }

    private void run() throws IOException {
        List<Path> notes =
                files.stream()
                        .filter(StartupCacheNote::isNote)
                        .sorted(Comparator.comparing(StartupCacheSweep::modified).reversed())
                        .toList();
        int kept = Math.min(notes.size(), MOST_NOTES);
        for (Path note : notes.subList(kept, notes.size())) {
            if (isOld(note)) {
                Files.deleteIfExists(note);
            }
        }
        Set<String> named = new HashSet<>();
        for (Path note : notes.subList(0, kept)) {
            named.addAll(Files.readAllLines(note).stream().map(StartupCacheSweep::word).toList());
        }
        files.forEach(file -> removeUnless(named, file));
    }

    private void removeUnless(Set<String> named, Path claim) {
        StartupCacheFiles entry = StartupCacheFiles.ofClaim(claim);
        if (entry != null
                && !named.contains(String.valueOf(entry.jar().getFileName()))
                && isOld(claim)) {
            entry.remove(true);
        }
    }

    private boolean isOld(Path file) {
        return modified(file).toInstant().isBefore(old);
    }

    private static boolean carriesHeader(Path file) {
        try {
            return (StartupCacheNote.isNote(file) || StartupCacheFiles.ofClaim(file) != null)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.readString(file).startsWith(StartupCacheFiles.HEADER);
        } catch (IOException e) {
            return false; // gone, or not text
        }
    }

    private static String word(String line) {
        return line.split(" ", 2)[0];
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.from(Instant.now()); // gone, or about to
        }
    }
}
