package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pipe does between any two workers. */
@Timeout(180)
@ExtendWith(LeakCheck.class)
abstract class PipeContractTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    private final Worker.Kind kind;

    PipeContractTest(Worker.Kind kind) {
        this.kind = kind;
    }

    private record Point(int x, String name) implements Serializable {}

    private Worker start(Task task) {
        return Worker.of(kind).start(task);
    }

    private static void join(Worker worker) throws InterruptedException {
        worker.join();
        assertThat(worker.getFailure()).isEmpty();
    }

    /** Sends back what it gets until the other end is over. */
    private Worker startEcho(Connection<Object> connection) {
        return start(() -> {
            try {
                while (true) {
                    connection.send(connection.receive());
                }
            } catch (ClosedException e) {
                // the test is over
            }
        });
    }

    @Test
    void question_isAnswered() throws InterruptedException {
        assertThat(PipeSnippets.ask(kind)).isEqualTo("hello world");
    }

    @Test
    void echo_endsWhenTheOtherSideCloses() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Worker echo = PipeSnippets.startEcho(kind, pipe.right());
        try (Connection<String> left = pipe.left()) {
            left.send("a");
            left.send("b");
            assertThat(left.receive()).isEqualTo("a");
            assertThat(left.receive(LONG)).isEqualTo("b");
            assertThat(left.receive(Duration.ofMillis(1))).isNull();
            assertThat(left.receive(Duration.ofSeconds(Long.MIN_VALUE))).isNull();
        }
        join(echo);
    }

    @Test
    void items_ofManyKinds_areEqual() throws InterruptedException {
        Pipe<Object> pipe = Pipe.open();
        Worker echo = startEcho(pipe.right());
        Object[] items = {
            "text",
            "größer",
            1,
            2L,
            3.5,
            true,
            'c',
            new Point(3, "p"),
            List.of(1, "x"),
            new int[] {1, 2},
            new byte[0],
            new double[] {0.5}
        };
        for (Object item : items) {
            pipe.left().send(item);
            assertThat(pipe.left().receive()).isEqualTo(item);
        }
        pipe.left().close();
        join(echo);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_000, 70_000, 6_000_000})
    void bytes_ofAnySize_pass(int size) throws InterruptedException {
        Pipe<Object> pipe = Pipe.open();
        Worker echo = startEcho(pipe.right());
        byte[] sent = new byte[size];
        for (int round = 1; round <= 12; round++) {
            Arrays.fill(sent, (byte) round);
            pipe.left().sendBytes(sent);
            assertThat(pipe.left().receiveBytes()).isEqualTo(sent);
        }
        pipe.left().sendBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(pipe.left().receiveBytes()).containsExactly(2, 3);
        pipe.left().close();
        join(echo);
    }

    @Test
    void items_ofOneSender_arriveInOrder_moreThanHaveRoom() throws InterruptedException {
        Pipe<Integer> pipe = Pipe.open();
        Connection<Integer> right = pipe.right();
        int count = 5_000;
        Worker sender =
                start(() -> {
                    try (right) {
                        for (int i = 0; i < count; i++) {
                            right.send(i);
                        }
                    }
                });
        List<Integer> received = new ArrayList<>();
        Connection<Integer> left = pipe.left();
        while (left.poll(LONG) && received.size() < count) {
            received.add(left.receive());
        }
        assertThat(received).isEqualTo(IntStream.range(0, count).boxed().toList());
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        join(sender);
    }

    @Test
    void poll_saysWhetherReceiveWouldNotWait() throws InterruptedException {
        Pipe<Integer> pipe = Pipe.open();
        Connection<Integer> left = pipe.left();
        Connection<Integer> right = pipe.right();
        assertThat(left.poll()).isFalse();
        assertThat(left.poll(Duration.ofMillis(1))).isFalse();
        assertThat(left.poll(Duration.ZERO)).isFalse();
        Worker worker =
                start(() -> {
                    try (right) {
                        right.receive();
                        right.send(1);
                        right.receive();
                    }
                });
        left.send(0);
        assertThat(left.poll(LONG)).isTrue();
        assertThat(left.poll()).isTrue();
        assertThat(left.receive()).isEqualTo(1);
        assertThat(left.poll()).isFalse();
        left.send(0);
        assertThat(left.poll(LONG)).isTrue();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        assertThat(left.poll()).isTrue();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> left.send(3))
                .withMessageContaining("other end");
        join(worker);
    }

    @Test
    void end_sentThroughAPipe_worksWhereItArrives() throws InterruptedException {
        Pipe<Connection<String>> carrier = Pipe.open();
        Connection<Connection<String>> right = carrier.right();
        Worker worker =
                start(() -> {
                    try (Connection<String> received = right.receive()) {
                        received.send("through another pipe");
                    }
                });
        Pipe<String> carried = Pipe.open();
        carrier.left().send(carried.right());
        assertThat(carried.left().receive()).isEqualTo("through another pipe");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(carried.left()::receive);
        join(worker);
    }

    @Test
    void end_sharedByWorkers_givesEachItemToOneOfThem() throws InterruptedException {
        Pipe<Integer> pipe = Pipe.open();
        Connection<Integer> right = pipe.right();
        SharedInt sum = SharedInt.create(0);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            workers.add(
                    start(() -> {
                        try {
                            while (true) {
                                sum.getAndAdd(right.receive());
                            }
                        } catch (ClosedException e) {
                            // all are received
                        }
                    }));
        }
        for (int i = 1; i <= 1000; i++) {
            pipe.left().send(i);
        }
        pipe.left().close();
        for (Worker worker : workers) {
            join(worker);
        }
        assertThat(sum.get()).isEqualTo(500_500);
    }

    @Test
    void wholePipe_canBeCaptured() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Worker worker = start(() -> pipe.right().send("used " + pipe.right().receive()));
        pipe.left().send("right");
        assertThat(pipe.left().receive()).isEqualTo("used right");
        join(worker);
    }
}
