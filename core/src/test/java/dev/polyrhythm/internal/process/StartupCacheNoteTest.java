package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartupCacheNoteTest {
    private static final String DESCRIPTION = StartupCacheFiles.HEADER + "3\n";

    @TempDir private Path directory;
    private StartupCacheNote note;
    private StartupCacheFiles files;

    @BeforeEach
    void writeFiles() throws IOException {
        note = new StartupCacheNote(directory, DESCRIPTION);
        files = StartupCacheFiles.create(directory, note.key());
        Files.writeString(files.jar(), "jar");
        Files.writeString(files.archive(), "archive");
    }

    private void publish() throws IOException {
        note.draft(StartupCacheEntry.seal(files));
        note.publish(files);
    }

    private boolean isIntact() {
        StartupCacheEntry read = note.read();
        return read != null && read.isIntact();
    }

    @Test
    void entry_isReadAsItWasWritten() throws IOException {
        publish();

        StartupCacheEntry read = Objects.requireNonNull(note.read());
        assertThat(read.isIntact()).isTrue();
        assertThat(read.jar()).isEqualTo(files.jar());
        assertThat(files.draft()).doesNotExist();
    }

    @Test
    void changedByte_isFound_alsoInAnEntryThatWasIntact() throws IOException {
        publish();
        StartupCacheEntry read = Objects.requireNonNull(note.read());
        assertThat(read.isIntact()).isTrue();
        FileTime time = Files.getLastModifiedTime(files.archive());
        try (RandomAccessFile archive = new RandomAccessFile(files.archive().toFile(), "rw")) {
            archive.write('b');
        }
        Files.setLastModifiedTime(files.archive(), time);

        assertThat(read.isIntact()).isFalse();
        assertThat(isIntact()).isFalse();
    }

    @Test
    void truncatedFile_isFound() throws IOException {
        publish();
        Files.writeString(files.jar(), "ja");

        assertThat(isIntact()).isFalse();
    }

    @Test
    void fileThatOthersCanWrite_isNotUsed() throws IOException {
        publish();
        Files.setPosixFilePermissions(
                files.archive(), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(isIntact()).isFalse();
    }

    @Test
    void damagedNote_isNone() throws IOException {
        publish();
        Path file = directory.resolve(StartupCacheNote.PREFIX + note.key());
        String text = Files.readString(file);
        for (String damaged :
                List.of("", text.substring(0, text.length() - 12), text.replace(".jar", "/../x"))) {
            Files.writeString(file, damaged);
            assertThat(note.read()).isNull();
        }
    }

    @Test
    void files_areOnTheDiskBeforeTheNoteIsRenamed() throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            note.draft(StartupCacheEntry.seal(files));
            recording.dump(file);
            note.publish(files);
        }

        assertThat(RecordingFile.readAllEvents(file))
                .extracting(StartupCacheNoteTest::path)
                .containsSubsequence(
                        files.jar().toString(),
                        files.archive().toString(),
                        files.draft().toString());
    }

    private static String path(RecordedEvent event) {
        return event.getString("path");
    }
}
