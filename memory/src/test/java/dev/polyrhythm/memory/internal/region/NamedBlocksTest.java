package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.platform.SharedMemoryDirectory;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Blocks with names come into being at once, and go with their program at whatever moment. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class NamedBlocksTest {
    private static final long LARGE = 40_000_000;

    private final String name =
            "polytest_" + ProcessHandle.current().pid() + "_" + System.nanoTime();

    /** Creates and unlinks a large block again and again. */
    static final class Creator {
        private Creator() {}

        public static void main(String[] arguments) {
            System.out.println("region " + Region.current().directory());
            while (true) {
                NamedBlocks.create(arguments[0], LARGE);
                NamedBlocks.unlink(arguments[0]);
            }
        }
    }

    @Test
    @Tag("process")
    @Tag("kills")
    @Timeout(1800)
    void block_isThereInFullOrNotAtAll_andGoesWithAKilledCreator() throws IOException {
        for (int round = 0; round < Math.max(2, KillLoop.kills() / 8); round++) {
            killCreator();
        }
    }

    private void killCreator() throws IOException {
        Path file = SharedMemoryDirectory.get().resolve(name);
        try (ChildJvm creator = ChildJvm.start(Creator.class, name)) {
            Path region = Path.of(creator.awaitLine("region ").substring("region ".length()));
            for (int seen = 0; seen < 10; ) {
                long byteSize = file.toFile().length(); // 0 while there is none
                assertThat(byteSize).isIn(0L, LARGE);
                seen += byteSize == LARGE ? 1 : 0;
            }
            creator.kill(); // most probably while it writes the next one
            creator.awaitExit();
            Awaitility.await()
                    .until(() -> {
                        RegionSweeper.sweep();
                        return !Files.exists(region);
                    });
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void block_thatExists_isNotMadeAgain_andStays() throws IOException {
        NamedBlocks.create(name, 8);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> NamedBlocks.create(name, 16))
                .withMessageContaining("exists already");
        assertThat(SharedMemoryDirectory.get().resolve(name)).hasSize(8);
        assertThat(files()).filteredOn(file -> file.startsWith("memory-")).hasSize(1);
        NamedBlocks.unlink(name);
        assertThat(files()).noneMatch(file -> file.startsWith("memory-"));
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(Region.current().directory())) {
            return files.map(Path::getFileName).map(String::valueOf).toList();
        }
    }

    @Test
    void name_ofTheGreatestLength_works() {
        String longest = name + "x".repeat(255 - name.length());
        NamedBlocks.create(longest, 8);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(NamedBlocks.map(longest, arena).byteSize()).isEqualTo(8);
        }
        NamedBlocks.unlink(longest);
        assertThat(SharedMemoryDirectory.get().resolve(longest)).doesNotExist();
    }

    @Test
    void thread_thatIsInterrupted_createsAndOpensAllTheSame() {
        Thread.currentThread().interrupt();
        try (Arena arena = Arena.ofConfined()) {
            NamedBlocks.create(name, 8);
            assertThat(NamedBlocks.map(name, arena).byteSize()).isEqualTo(8);
            NamedBlocks.unlink(name);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
