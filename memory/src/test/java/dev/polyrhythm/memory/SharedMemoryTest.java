package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.RegionSweeper;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class SharedMemoryTest {
    private final String name =
            "polytest_" + ProcessHandle.current().pid() + "_" + System.nanoTime();

    private static ChildJvm python(String script) {
        assumeTrue(Files.isDirectory(Path.of("/dev/shm")), "Python's blocks are elsewhere");
        try {
            return ChildJvm.start(Map.of(), List.of("python3", "-c", script));
        } catch (AssertionError e) {
            assumeTrue(false, "python3 is not installed");
            throw e;
        }
    }

    @Test
    void block_isWhatAnotherHandleSees() throws IOException, ClassNotFoundException {
        assertThat(SharedMemorySnippets.exchange(name)).isEqualTo(42);
        try (SharedMemory memory = SharedMemory.create(name, 100)) {
            assertThat(memory).hasToString("SharedMemory[name=" + name + ", byteSize=100]");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(memory);
            try (SharedMemory travelled =
                    (SharedMemory)
                            new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                                    .readObject()) {
                travelled.segment().set(JAVA_BYTE, 99, (byte) 5);
            }
            assertThat(memory.segment().get(JAVA_BYTE, 99)).isEqualTo((byte) 5);
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(
                                            Region.current()
                                                    .directory()
                                                    .resolveSibling(memory.name()))))
                    .isEqualTo("rw-------");
            memory.unlink();
            memory.unlink();
        }
    }

    @Test
    void block_closed_cannotBeUsed() {
        SharedMemory memory = SharedMemory.create(name, 8);
        MemorySegment segment = memory.segment();
        memory.unlink();
        memory.close();
        memory.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(memory::segment)
                .withMessageContaining(name);
        assertThatIllegalStateException().isThrownBy(() -> segment.get(JAVA_INT, 0));
    }

    @Test
    void names_andSizes_outOfRange_areRefused() {
        for (String bad : List.of("", "a/b", "a\0b", ".", "..", "x".repeat(256))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SharedMemory.create(bad, 8))
                    .withMessageContaining("name=" + bad);
            assertThatIllegalArgumentException().isThrownBy(() -> SharedMemory.open(bad));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedMemory.create(name, 0))
                .withMessageContaining("byteSize=0");
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> SharedMemory.open(name))
                .withMessage("no shared memory of that name: name=" + name);
        try (SharedMemory memory = SharedMemory.create(name, 8)) {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> SharedMemory.create(name, 8))
                    .withMessageContaining("exists already");
            memory.unlink();
        }
    }

    @Test
    @Tag("process")
    void block_ofJava_isOpenedByPython() {
        try (SharedMemory memory = SharedMemory.create(name, 64)) {
            memory.segment().set(JAVA_INT, 0, 123456);
            String script =
                    """
                    import struct
                    from multiprocessing import resource_tracker, shared_memory
                    m = shared_memory.SharedMemory(name='%s')
                    resource_tracker.unregister(m._name, 'shared_memory')  # else its exit deletes it
                    print(struct.unpack_from('<i', m.buf, 0)[0])
                    struct.pack_into('<i', m.buf, 4, -7)
                    m.close()
                    """
                            .formatted(name);
            try (ChildJvm python = python(script)) {
                assertThat(python.awaitExit()).as("%s", python.lines()).isZero();
                assertThat(python.lines()).containsExactly("123456");
            }
            assertThat(memory.segment().get(JAVA_INT, 4)).isEqualTo(-7);
            memory.unlink();
        }
    }

    @Test
    @Tag("process")
    void block_ofPython_isOpenedByJava() {
        String script =
                """
                from multiprocessing import shared_memory
                m = shared_memory.SharedMemory(name='%s', create=True, size=16)
                m.buf[3] = 77
                print('made', flush=True)
                input()
                print(m.buf[4])
                m.close()
                m.unlink()
                """
                        .formatted(name);
        try (ChildJvm python = python(script)) {
            python.awaitLine("made");
            try (SharedMemory memory = SharedMemory.open(name)) {
                assertThat(memory.segment().get(JAVA_BYTE, 3)).isEqualTo((byte) 77);
                memory.segment().set(JAVA_BYTE, 4, (byte) 78);
            }
            python.sendLine("");
            assertThat(python.awaitExit()).as("%s", python.lines()).isZero();
            assertThat(python.lines()).contains("78");
        }
    }

    /** Creates a block and waits to be killed, or returns. */
    static final class Creator {
        private Creator() {}

        public static void main(String[] arguments) throws IOException {
            SharedMemory.create(arguments[0], 64);
            System.out.println("created");
            while (System.in.read() >= 0) {
                // until it is told to return
            }
        }
    }

    @Test
    @Tag("process")
    void block_ofAProgramThatReturned_isGone() {
        try (ChildJvm creator = ChildJvm.start(Creator.class, name)) {
            creator.awaitLine("created");
            SharedMemory.open(name).close();
            creator.closeInput();
            assertThat(creator.awaitExit()).isZero();
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> SharedMemory.open(name));
        }
    }

    @Test
    @Tag("process")
    void block_ofAProgramThatWasKilled_isSwept() {
        try (ChildJvm creator = ChildJvm.start(Creator.class, name)) {
            creator.awaitLine("created");
            creator.kill();
            creator.awaitExit();
        }
        Awaitility.await()
                .untilAsserted(() -> {
                    RegionSweeper.sweep();
                    assertThatExceptionOfType(PolyrhythmException.class)
                            .isThrownBy(() -> SharedMemory.open(name));
                });
    }
}
