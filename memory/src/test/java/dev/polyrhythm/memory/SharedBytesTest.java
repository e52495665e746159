package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300)
@ExtendWith(LeakCheck.class)
class SharedBytesTest {
    private static final int LARGE = 100_000;

    private static String region() {
        return "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
    }

    /** A value that shows if it is torn: as long as its bytes say, which are all the same. */
    private static byte[] uniform(int number) {
        byte[] value = new byte[LARGE - Math.floorMod(number, 100)];
        Arrays.fill(value, (byte) Math.floorMod(number, 100));
        return value;
    }

    private static int requireUniform(byte[] value) {
        byte first = value[0];
        if (value.length != LARGE - first) {
            throw new AssertionError("torn: byteSize=" + value.length + ", first=" + first);
        }
        for (int i = 0; i < value.length; i++) {
            if (value[i] != first) {
                throw new AssertionError("torn: index=" + i + ", " + value[i] + " != " + first);
            }
        }
        return first;
    }

    @Test
    void bytes_areReplacedAsAWhole() {
        SharedBytes bytes = SharedBytes.create(5);
        assertThat(bytes.get()).isEmpty();
        assertThat(bytes.capacity()).isEqualTo(5);
        bytes.set(new byte[] {1, 2, 3, 4, 5});
        assertThat(bytes.get()).containsExactly(1, 2, 3, 4, 5);
        assertThat(bytes.update(before -> Arrays.copyOf(before, 2))).containsExactly(1, 2);
        assertThat(bytes.compareAndSet(new byte[] {1}, new byte[5])).isFalse();
        assertThat(bytes.compareAndSet(new byte[] {1, 2}, new byte[] {7})).isTrue();
        assertThat(bytes.get()).containsExactly(7);
        assertThat(bytes).hasToString("SharedBytes[byteSize=1, capacity=5]");
        bytes.set(new byte[0]);
        assertThat(bytes.get()).isEmpty();
        assertThat(SharedBytes.create(1, new byte[] {9}).get()).containsExactly(9);
        assertThat(TextSnippets.bytes()).hasSize(320 * 240);
    }

    @Test
    void arrays_ofTheCaller_areCopied() {
        byte[] given = {1, 2};
        SharedBytes bytes = SharedBytes.create(2, given);
        given[0] = 9;
        bytes.get()[1] = 9;
        assertThat(bytes.get()).containsExactly(1, 2);
    }

    @Test
    void value_tooLong_isRefusedAndChangesNothing() {
        SharedBytes bytes = SharedBytes.create(2, new byte[] {1, 2});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.set(new byte[3]))
                .withMessageContaining("byteSize=3, capacity=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.update(before -> new byte[4]))
                .withMessageContaining("byteSize=4, capacity=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bytes.compareAndSet(new byte[] {1, 2}, new byte[5]));
        assertThatIllegalArgumentException().isThrownBy(() -> SharedBytes.create(1, new byte[2]));
        assertThat(bytes.get()).containsExactly(1, 2);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void value_null_isRefusedAndChangesNothing() {
        SharedBytes bytes = SharedBytes.create(2, new byte[] {1});
        assertThatNullPointerException().isThrownBy(() -> bytes.set(null));
        assertThatNullPointerException().isThrownBy(() -> bytes.update(before -> null));
        assertThatNullPointerException().isThrownBy(() -> bytes.compareAndSet(null, new byte[0]));
        assertThatNullPointerException().isThrownBy(() -> SharedBytes.create(1, null));
        assertThat(bytes.get()).containsExactly(1);
    }

    @Test
    void capacity_below1_isRefused() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SharedBytes.create(capacity))
                    .withMessageContaining("capacity=" + capacity);
        }
    }

    @Test
    void update_thatThrows_changesNothing() {
        SharedBytes bytes = SharedBytes.create(2, new byte[] {1});
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() ->
                        bytes.update(before -> {
                            throw new UnsupportedOperationException();
                        }));
        assertThat(bytes.update(before -> new byte[] {2})).containsExactly(2);
    }

    @Test
    void handle_thatTravelled_meansTheSameBytes() throws Exception {
        SharedBytes bytes = SharedBytes.create(3, new byte[] {1});
        SharedBytes travelled = (SharedBytes) Handles.fromText(Handles.toText(bytes));
        travelled.set(new byte[] {5, 6});
        assertThat(bytes.get()).containsExactly(5, 6);
        assertThat(travelled.capacity()).isEqualTo(3);
    }

    @Test
    void readers_besideWriters_neverSeeTornBytes() throws Exception {
        SharedBytes bytes = SharedBytes.create(LARGE, uniform(0));
        List<Thread> writers = new ArrayList<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 2; i++) {
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int round = 0; round < 5_000; round++) {
                                    bytes.set(uniform(round));
                                }
                            }));
        }
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(
                    Thread.ofPlatform()
                            .uncaughtExceptionHandler((thread, e) -> failures.add(e))
                            .start(() -> {
                                while (writers.stream().anyMatch(Thread::isAlive)) {
                                    requireUniform(bytes.get());
                                }
                            }));
        }
        for (Thread thread : readers) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(requireUniform(bytes.get())).isEqualTo(99);
    }

    @Test
    void reader_ofLargeBytesBesideAWriterWithoutPause_isNotOvertakenForEver() throws Exception {
        SharedBytes bytes = SharedBytes.create(8 << 20);
        byte[] value = new byte[8 << 20];
        AtomicBoolean done = new AtomicBoolean();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                bytes.set(value);
                            }
                        });
        for (int read = 0; read < 20; ) { // without the pause that it asks for: minutes
            read += bytes.get().length > 0 ? 1 : 0;
        }
        done.set(true);
        writer.join();
    }

    /** Sets large values, one after the other, until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            SharedBytes bytes = (SharedBytes) Handles.fromText(arguments[0]);
            SharedLong written = (SharedLong) Handles.fromText(arguments[1]);
            byte[][] values = new byte[100][];
            for (int i = 0; i < values.length; i++) {
                values[i] = uniform(i);
            }
            KillRounds.awaitGo();
            for (int round = 0; ; round++) {
                bytes.set(values[round % values.length]);
                written.getAndAdd(1);
            }
        }
    }

    @Test
    @Tag("process")
    @Tag("kills")
    @Timeout(1800)
    void writers_killedInTheMiddle_leaveTheLastWholeBytes() throws Exception {
        SharedBytes bytes = SharedBytes.create(LARGE, uniform(0));
        SharedLong written = SharedLong.create(0);
        String[] arguments = {region(), Handles.toText(bytes), Handles.toText(written)};
        KillRounds.run(
                () -> ChildJvm.start(Writer.class, arguments),
                (writer, round) -> {
                    writer.sendLine("go");
                    long before = written.get();
                    KillRounds.awaitMoment(() -> {
                        requireUniform(bytes.get());
                        return written.get() > before + 100;
                    });
                    writer.kill();
                    writer.awaitExit();
                    int last = requireUniform(bytes.get());
                    assertThat(bytes.update(value -> uniform(requireUniform(value) + 1)))
                            .isEqualTo(uniform(last + 1));
                });
    }

    @Test
    void closed_saysSo_andItsMemoryIsFree() throws Exception {
        SharedBytes bytes = SharedBytes.create(LARGE, new byte[] {1});
        SharedBytes arrived = (SharedBytes) Handles.fromText(Handles.toText(bytes));
        String sent = Handles.toText(bytes);
        Path file = bytes.location().file();
        assertThat(file).exists();

        bytes.close();
        bytes.close();

        assertThat(file).doesNotExist();
        for (SharedBytes handle : List.of(bytes, arrived)) {
            assertThatExceptionOfType(ClosedException.class).isThrownBy(handle::get);
            assertThatExceptionOfType(ClosedException.class)
                    .isThrownBy(() -> handle.set(new byte[1]));
            assertThatExceptionOfType(ClosedException.class)
                    .isThrownBy(() -> Handles.toText(handle));
            assertThat(handle).hasToString("closed");
        }
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> Handles.fromText(sent));
    }
}
