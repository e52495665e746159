package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartupCacheSweepTest {
    private final Instant old = Instant.now().minus(Duration.ofHours(2));
    private static final String DESCRIPTION = StartupCacheFiles.HEADER + "3\n";

    @TempDir private Path directory;

    private Path write(String name, String text, Instant time) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(time));
        return file;
    }

    private StartupCacheFiles entry(String base, Instant time) throws IOException {
        write(base + ".jar", "jar", time);
        write(base + ".jsa", "archive", time);
        Path claim = write(base + ".claim", DESCRIPTION, time);
        return Objects.requireNonNull(StartupCacheFiles.ofClaim(claim));
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void whatNoClaimIsFor_stays() throws IOException {
        write("thesis.txt", "years of work", old);
        write("note-to-self", "remember", old);
        write("note-abc", "remember", old);
        write("abc-1-2.jsa", "without a claim", old);
        write("abc-1-3.claim", "of another library", old);
        write("abc-1-3.jsa", "of another library", old);

        StartupCacheSweep.run(directory);
        assertThat(count()).isEqualTo(6);
    }

    @Test
    void unfinishedEntry_isRemovedWhenItIsOld() throws IOException {
        StartupCacheFiles unfinished = entry("abc-1-2", old);
        StartupCacheFiles young = entry("abc-1-3", Instant.now());

        StartupCacheSweep.run(directory);
        assertThat(Stream.of(unfinished.claim(), unfinished.jar(), unfinished.archive()))
                .noneMatch(Files::exists);
        assertThat(Stream.of(young.claim(), young.jar(), young.archive())).allMatch(Files::exists);
    }

    @Test
    void entryWithANote_staysHoweverOldItIs() throws IOException {
        StartupCacheFiles files = entry("abc-1-2", old);
        StartupCacheNote note = new StartupCacheNote(directory, DESCRIPTION);
        note.draft(StartupCacheEntry.seal(files));
        note.publish(files);
        Files.setLastModifiedTime(files.claim(), FileTime.from(old));

        StartupCacheSweep.run(directory);
        assertThat(note.read()).isNotNull().matches(StartupCacheEntry::isIntact);
    }

    @Test
    void oldNotes_areRemovedWithTheirEntries_exceptTheYoungest() throws IOException {
        for (int i = 0; i < 20; i++) {
            Instant time = old.minusSeconds(i);
            StartupCacheFiles files = entry("%x-1-2".formatted(i), time);
            write("note-%x".formatted(i), DESCRIPTION + files.jar().getFileName() + " 3 0\n", time);
        }

        StartupCacheSweep.run(directory);
        assertThat(count()).isEqualTo(16 * 4);
        assertThat(directory.resolve("note-f")).exists();
        assertThat(directory.resolve("note-10")).doesNotExist();
    }
}
