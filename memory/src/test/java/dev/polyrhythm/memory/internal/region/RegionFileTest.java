package dev.polyrhythm.memory.internal.region;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file, read and written as a file and as mapped memory. */
class RegionFileTest {
    private static final int BYTES = 128;

    @TempDir private Path directory;
    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        path = Files.write(directory.resolve("region"), new byte[BYTES]);
    }

    @Test
    void wordsThatAreWrittenToTheFile_areSeenInMemory() throws IOException {
        RegionFile mapped = new RegionFile(path);
        assertThat(mapped.memory().get(JAVA_LONG, 64)).isZero();
        RegionFile other = new RegionFile(path);
        other.put(64, 1L << 40);
        assertThat(other.increment(72)).isEqualTo(1);
        assertThat(other.increment(72)).isEqualTo(2);
        assertThat(mapped.memory().get(JAVA_LONG, 64)).isEqualTo(1L << 40);
        assertThat(mapped.memory().get(JAVA_INT, 72)).isEqualTo(2);
    }

    @Test
    void wordsThatAreWrittenToMemory_areReadFromTheFile() throws IOException {
        RegionFile mapped = new RegionFile(path);
        mapped.memory().set(JAVA_INT, 8, 7);
        mapped.put(16, -1);
        RegionFile other = new RegionFile(path);
        assertThat(other.read().getInt(8)).isEqualTo(7);
        assertThat(other.read().getLong(16)).isEqualTo(-1);
        assertThat(other.read().limit()).isEqualTo(BYTES);
    }

    @Test
    void mappedFile_needsNoFileAnyMore() throws IOException {
        RegionFile mapped = new RegionFile(path);
        assertThat(mapped.memory().byteSize()).isEqualTo(BYTES);
        Files.delete(path);
        mapped.put(16, 5);
        assertThat(mapped.read().getLong(16)).isEqualTo(5);
    }

    @Test
    void fileThatIsGone_isAnError() throws IOException {
        RegionFile gone = new RegionFile(path);
        Files.delete(path);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(gone::read);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> gone.put(0, 1));
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(gone::memory)
                .withMessageContaining(path.toString());
    }

    @Test
    void interruptedThread_readsAndWritesAllTheSame() throws IOException {
        RegionFile file = new RegionFile(path);
        Thread.currentThread().interrupt();
        file.put(8, 3);
        assertThat(file.read().getLong(8)).isEqualTo(3);
        assertThat(file.increment(8)).isEqualTo(4);
        assertThat(Thread.interrupted()).isTrue();
    }
}
