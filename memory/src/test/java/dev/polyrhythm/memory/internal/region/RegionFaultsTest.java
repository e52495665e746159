package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong around a region: no space, damaged files, no place, interrupted threads. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RegionFaultsTest {
    @TempDir private Path base;

    private static int run(String... command) {
        try (ChildJvm child = ChildJvm.start(Map.of(), List.of(command))) {
            return child.awaitExit();
        }
    }

    private void mount(String size) {
        int code = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", base.toString());
        assumeTrue(code == 0, "may not mount a small file system");
    }

    private void unmount() {
        assertThat(run("umount", "--lazy", base.toString())).isZero();
    }

    @Test
    @Tag("process")
    void region_onAFullDisk_isAnErrorThatLeavesNothing() {
        mount("32k");
        try {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> Region.create(base))
                    .withMessageContaining("byteSize=" + RegionLayout.BYTE_SIZE)
                    .withMessageContaining("--shm-size");
            assertThat(base).isEmptyDirectory();
        } finally {
            unmount();
        }
    }

    @Test
    @Tag("process")
    void block_onAFullDisk_isAnErrorAndTheRegionGoesOn() throws IOException {
        mount("1m");
        try {
            Region region = Region.create(base);
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> region.allocate(2_000_000))
                    .withMessageContaining("byteSize=2000000")
                    .withMessageContaining("--shm-size");
            assertThat(files(region.directory())).containsExactlyInAnyOrder("lock", "region");
            assertThat(region.allocate(100_000).segment().byteSize()).isEqualTo(100_000);
            region.leave();
            assertThat(base).isEmptyDirectory();
        } finally {
            unmount();
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::getFileName).map(String::valueOf).toList();
        }
    }

    @Test
    void thread_thatIsInterrupted_createsAndResolvesAllTheSame() throws IOException {
        Region region = Region.create(base);
        Block large;
        Thread.currentThread().interrupt();
        try {
            large = region.allocate(100_000);
            region.named("while-interrupted", 64);
            Region other = Region.create(base);
            other.leave();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(large.segment().byteSize()).isEqualTo(100_000);
        region.leave();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void region_thatIsTooShort_isRefused() throws IOException {
        Files.createFile(base.resolve(RegionFiles.LOCK_FILE));
        for (int byteSize : new int[] {0, 3, 4096}) {
            Files.write(base.resolve("region"), new byte[byteSize]);
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> Region.join(base))
                    .withMessageContaining("byteSize=" + byteSize)
                    .withMessageContaining("expected byteSize=" + RegionLayout.BYTE_SIZE);
        }
    }

    @Test
    void region_ofAnotherVersion_saysWhichItFound() throws IOException {
        Files.createFile(base.resolve(RegionFiles.LOCK_FILE));
        byte[] bytes = new byte[(int) RegionLayout.BYTE_SIZE];
        System.arraycopy(new byte[] {'P', 'L', 'Y', 'R', 7}, 0, bytes, 0, 5);
        Files.write(base.resolve("region"), bytes);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> Region.join(base))
                .withMessageContaining("magic=0x52594c50, version=7, expected magic=0x52594c50");
    }

    private static List<Path> openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.map(RegionFaultsTest::target).toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException e) {
            return descriptor;
        }
    }

    @Test
    @Tag("process")
    void region_withoutAFreePlace_isRefused() throws IOException {
        Path lock = Files.createFile(base.resolve(RegionFiles.LOCK_FILE));
        Files.write(base.resolve("region"), new byte[(int) RegionLayout.BYTE_SIZE]);
        try (ChildJvm holder = ChildJvm.start(RegionSweeperTest.Holder.class, lock.toString())) {
            holder.awaitLine("held");
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> Region.join(base))
                    .withMessageContaining("limit=" + RegionLayout.SLOTS);
            assertThat(openFiles()).doesNotContain(lock);
        }
    }

    /** Asks again and again whether a byte of the first place is taken. */
    static final class Prober {
        private Prober() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel file =
                    FileChannel.open(
                            Path.of(arguments[0]),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                System.out.println("probing");
                while (System.in.available() == 0) {
                    FileLock lock = file.tryLock(Long.parseLong(arguments[1]), 1, true);
                    if (lock != null) {
                        lock.release();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @Tag("process")
    @ValueSource(ints = {0, RegionLayout.SLOTS})
    void place_thatSomebodyJustAsksAbout_isNoObstacle(int position) throws IOException {
        Path file = Files.createFile(base.resolve(RegionFiles.LOCK_FILE));
        try (ChildJvm prober = ChildJvm.start(Prober.class, file.toString(), "" + position)) {
            prober.awaitLine("probing");
            Path table = base.resolve(RegionFiles.REGION_FILE);
            Files.write(table, new byte[(int) RegionLayout.BYTE_SIZE]);
            RegionFile region = new RegionFile(table);
            for (int round = 0; round < 200; round++) {
                LockFile lock = LockFile.open(file);
                assertThat(Participants.join(region, lock, lock.reserveSlot(0)).self())
                        .isPositive();
                lock.abandon();
            }
        }
    }

    @Test
    void handle_thatReachesOverTheEnd_isRefused() throws IOException {
        Region region = Region.create(base);
        Block block = region.allocate(100_000);
        Block.Handle handle = block.handle();
        Block.Handle over = new Block.Handle(handle.region(), handle.file(), 64, 100_000);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> region.resolve(over))
                .withMessageContaining("byteOffset=64, byteSize=100000, fileSize=100000");
        region.leave();
    }

    @Test
    void named_askedForWithAnotherSize_isRefused() throws IOException {
        Region region = Region.create(base);
        region.named("block", 64);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> region.named("block", 128))
                .withMessageContaining("name=block, byteSize=64, asked for byteSize=128");
        region.leave();
    }
}
