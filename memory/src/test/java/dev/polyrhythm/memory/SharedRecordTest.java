package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedRecordTest {
    enum Colour {
        RED,
        GREEN
    }

    record Inner(boolean flag, char letter, Colour colour) {}

    record All(byte b, short s, int i, long l, float f, double d, Inner inner, int last) {}

    /** Two numbers that always say the same, in a constructor that insists on it. */
    record Pair(long number, long same) {
        Pair {
            if (number != same) {
                throw new AssertionError("torn: " + number + ", " + same);
            }
        }
    }

    record Unsupported(int fine, String text) {}

    record Empty() {}

    private static final All SOME =
            new All(
                    (byte) -1,
                    (short) -2,
                    -3,
                    Long.MIN_VALUE,
                    1.5f,
                    -0.0,
                    new Inner(true, 'ä', Colour.GREEN),
                    7);

    @SuppressWarnings("unchecked")
    private static <R extends Record> SharedRecord<R> decode(String hex)
            throws IOException, ClassNotFoundException {
        return (SharedRecord<R>) Handles.fromText(hex);
    }

    @Test
    void components_ofEveryKind_areKept() {
        SharedRecord<All> record = SharedRecord.create(SOME);
        assertThat(record.get()).isEqualTo(SOME);
        assertThat(record).hasToString(SOME.toString());
        assertThat(RecordSnippets.start().get()).isEqualTo(new RecordSnippets.Position(2, 2, 2));
        assertThat(SharedRecord.create(new Empty()).get()).isEqualTo(new Empty());
    }

    @Test
    void component_ofAnotherType_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedRecord.create(new Unsupported(1, "no")))
                .withMessageContaining("component=text, type=java.lang.String")
                .withMessageContaining("Unsupported");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void component_null_isNamed() {
        SharedRecord<Inner> record = SharedRecord.create(SOME.inner());
        assertThatNullPointerException()
                .isThrownBy(() -> record.set(new Inner(true, 'a', null)))
                .withMessageContaining("colour");
        assertThat(record.get()).isEqualTo(SOME.inner());
        record.set(new Inner(false, 'b', Colour.RED));
        assertThat(record.get().letter()).isEqualTo('b');
    }

    @Test
    void update_thatThrows_changesNothing() {
        SharedRecord<Pair> record = SharedRecord.create(new Pair(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        record.update(pair -> {
                            throw new IllegalArgumentException();
                        }));
        assertThat(record.update(pair -> new Pair(2, 2))).isEqualTo(new Pair(2, 2));
    }

    @Test
    void readers_besideWriters_neverSeeATornRecord() throws InterruptedException {
        SharedRecord<Pair> record = SharedRecord.create(new Pair(0, 0));
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            writers.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int round = 0; round < 20_000; round++) {
                                    record.update(
                                            pair -> new Pair(pair.number() + 1, pair.same() + 1));
                                }
                            }));
        }
        long last = 0;
        while (writers.stream().anyMatch(Thread::isAlive)) {
            long now = record.get().number(); // the constructor fails for a torn one
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        assertThat(record.get()).isEqualTo(new Pair(40_000, 40_000));
    }

    /** Counts up until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            SharedRecord<Pair> record = decode(arguments[0]);
            System.out.println("writing");
            while (true) {
                record.update(pair -> new Pair(pair.number() + 1, pair.same() + 1));
            }
        }
    }

    @Test
    @Tag("process")
    @Tag("kills")
    @Timeout(1800)
    void writers_killedAtRandom_leaveTheLastWholeRecord() throws IOException {
        SharedRecord<Pair> record = SharedRecord.create(new Pair(0, 0));
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        for (int round = 0; round < KillRounds.KILLS; round++) {
            long before = record.get().number();
            try (ChildJvm writer = ChildJvm.start(Writer.class, region, Handles.toText(record))) {
                writer.awaitLine("writing");
                Awaitility.await().until(() -> record.get().number() > before + 1000);
                writer.kill();
                writer.awaitExit();
            }
            long after = record.get().number();
            assertThat(after).isGreaterThan(before);
            assertThat(record.update(pair -> new Pair(pair.number() + 1, pair.same() + 1)))
                    .isEqualTo(new Pair(after + 1, after + 1));
        }
    }
}
