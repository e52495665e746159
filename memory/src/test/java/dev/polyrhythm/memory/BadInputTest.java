package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is wrong is refused at once, with what was found; other tests have what is not here. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class BadInputTest {
    private static final String NAME =
            "polytest_" + ProcessHandle.current().pid() + "_" + System.nanoTime();

    private static Block block(int typeAndVersion, long length, int byteSize) {
        Block block = Region.current().allocate(byteSize);
        block.segment().set(JAVA_INT, 0, typeAndVersion);
        block.segment().set(JAVA_LONG, 8, length);
        return block;
    }

    @Test
    void block_ofAnotherVersion_saysWhichItFound() {
        Block newer = block(1 | 2 << 16, 1, 64);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> new SharedInt(newer))
                .withMessage("not a shared INT: type=1, version=2, expected type=1, version=1");
    }

    @Test
    void block_thatNobodyHasWritten_isNoObject() {
        Block zeros = Region.current().allocate(64);
        for (CellType type : CellType.values()) {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> MemoryAccessImpl.Types.open(type, zeros))
                    .withMessageContaining("not a shared " + type + ": type=0, version=0");
        }
    }

    @Test
    void block_thatIsShorterThanItSays_isRefused() {
        for (long length : new long[] {13, Long.MAX_VALUE, -1}) {
            Block block = block(17 | 1 << 16, length, 64);
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> new SharedIntArray(block))
                    .withMessage(
                            "a shared INT_ARRAY is cut short: length=%d, room for length=12"
                                    .formatted(length));
        }
        assertThat(new SharedIntArray(block(17 | 1 << 16, 12, 64)).length()).isEqualTo(12);
    }

    @Test
    void handle_ofAFileThatIsGone_namesIt() {
        Block.Handle handle = SharedInt.create(1).handle();
        Block.Handle gone = new Block.Handle(handle.region(), "cells-77", 0, 64);
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> Region.current().resolve(gone))
                .withMessageContaining("file=")
                .withMessageContaining("cells-77");
    }

    record Deep(int fine, Inner inner) {}

    @SuppressWarnings("ArrayRecordComponent") // what is tested
    record Inner(int[] numbers) {}

    record Boxed(Integer number) {}

    @Test
    void component_deepInARecord_isNamedWithItsRecord() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedRecord.create(new Deep(1, new Inner(new int[0]))))
                .withMessageContaining("BadInputTest$Inner, component=numbers, type=[I");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedRecord.create(new Boxed(1)))
                .withMessageContaining("component=number, type=java.lang.Integer");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void nothing_isRefusedWhereSomethingIsNeeded() {
        SharedRecord<Empty> record = SharedRecord.create(new Empty(1));
        assertThatNullPointerException().isThrownBy(() -> SharedRecord.create(null));
        assertThatNullPointerException().isThrownBy(() -> record.set(null));
        assertThatNullPointerException().isThrownBy(() -> record.update(value -> null));
        assertThatNullPointerException().isThrownBy(() -> SharedMemory.create(null, 8));
        assertThatNullPointerException().isThrownBy(() -> SharedMemory.open(null));
        assertThatNullPointerException().isThrownBy(() -> SharedIntArray.of((int[]) null));
        assertThat(record.get()).isEqualTo(new Empty(1));
    }

    record Empty(int one) {}

    @Test
    void name_ofADirectory_isRefused() {
        String directory = String.valueOf(Region.current().directory().getFileName());
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> SharedMemory.open(directory))
                .withMessageContaining("cannot open shared memory: file=")
                .withMessageContaining(directory);
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> SharedMemory.create(directory, 8))
                .withMessageContaining("exists already");
    }

    /** As it is for a moment while Python makes one. */
    @Test
    void block_withoutBytes_isRefused() throws IOException {
        Path file = Files.createFile(Region.current().directory().resolveSibling(NAME));
        try {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> SharedMemory.open(NAME))
                    .withMessageContaining("no bytes (yet)")
                    .withMessageContaining(NAME);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void size_thatNothingHasRoomFor_isRefusedAtOnce() {
        for (long byteSize : new long[] {1L << 50, Long.MAX_VALUE}) {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> SharedMemory.create(NAME, byteSize))
                    .withMessageContaining("byteSize=" + byteSize)
                    .havingCause()
                    .withMessageContaining("usable=");
        }
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> SharedMemory.open(NAME))
                .withMessageContaining(NAME);
    }

    /** Says what becomes of objects that are too large for what is left, and of small ones. */
    static final class Hungry {
        private Hungry() {}

        public static void main(String[] arguments) throws IOException {
            attempt(() -> SharedByteArray.create(50_000_000).fill((byte) 1));
            attempt(() -> SharedBytes.create(30_000_000));
            attempt(() -> SharedMemory.create(arguments[0], 50_000_000));
            attempt(() -> SharedMemory.open(arguments[0]));
            SharedByteArray small = SharedByteArray.create(1_000_000);
            small.fill((byte) 1);
            System.out.println("small=" + small.get(999_999));
            try (var files = Files.list(Region.current().directory())) {
                System.out.println("drafts=" + files.filter(Hungry::isLarge).count());
            }
        }

        private static boolean isLarge(Path file) {
            return file.toFile().length() > 1_500_000 || file.toString().contains("draft");
        }

        private static void attempt(Runnable creation) {
            try {
                creation.run();
                System.out.println("has room");
            } catch (PolyrhythmException e) {
                System.out.println(e.getMessage() + "; " + e.getCause());
            }
        }
    }

    /** A limit of the file size stands for a full file system, which takes more rights to make. */
    @Test
    @Tag("process")
    void space_thatIsUsedUp_isAnErrorAtCreationAndLeavesNothing() {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        List<String> command =
                List.of(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 20000; exec \"$@\"", // 10 or 20 MB
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hungry.class.getName(),
                        NAME);
        try (ChildJvm hungry = ChildJvm.start(Map.of(), command)) {
            assertThat(hungry.awaitExit()).as("%s", hungry.lines()).isZero();
            assertThat(hungry.lines()).hasSize(6);
            assertThat(hungry.lines().subList(0, 3))
                    .allMatch(line -> line.startsWith("cannot allocate shared memory"))
                    .allMatch(line -> line.contains("byteSize="))
                    .allMatch(line -> line.contains("IOException"));
            assertThat(hungry.lines().get(3)).startsWith("no shared memory of that name");
            assertThat(hungry.lines().subList(4, 6)).containsExactly("small=1", "drafts=0");
        }
    }

    @Test
    @Tag("process")
    void region_thatIsNone_isNamed() throws IOException {
        Path empty = Files.createTempDirectory("polyrhythm");
        try {
            for (Path path : List.of(empty, empty.resolve("none"))) {
                String option = "-D" + Region.PATH_PROPERTY + "=" + path;
                try (ChildJvm child = ChildJvm.start(Hungry.class, option, NAME)) {
                    child.awaitExit();
                    assertThat(child.lines()).anyMatch(line -> line.contains("directory=" + path));
                }
            }
        } finally {
            Files.delete(empty);
        }
    }

    @Test
    void memory_ofAnArrayOfNothing_isNothing() {
        MemorySegment none = SharedIntArray.create(0).segment();
        assertThat(none.byteSize()).isZero();
    }
}
