package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.OwnerDiedException;
import dev.polyrhythm.memory.SharedEvent;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the other side learns that a process with an end has gone, however it went. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
class PipeEndsTest {
    private static ProcessWorker start(Task task) {
        return Worker.ofProcess().start(task);
    }

    private static void halt() {
        Runtime.getRuntime().halt(0); // as kill -9 does: nothing runs any more
    }

    @Test
    void process_thatEndsWithoutClosing_closesItsEnd() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        ProcessWorker worker = start(() -> right.send("last"));
        assertThat(left.receive()).isEqualTo("last");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> left.send("late"));
        worker.join();
    }

    @Test
    @SuppressWarnings("DoNotCall") // that is the point
    void process_thatExitsOrThrows_closesItsEnd() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        Pipe<String> second = Pipe.open();
        Connection<String> secondRight = second.right();
        ProcessWorker exits =
                start(() -> {
                    right.send("exits");
                    System.exit(3);
                });
        ProcessWorker throwing =
                Worker.ofProcess()
                        .output(ProcessBuilder.Redirect.DISCARD)
                        .start(() -> {
                            secondRight.send("throws");
                            throw new IllegalStateException("on purpose");
                        });
        assertThat(left.receive()).isEqualTo("exits");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        assertThat(second.left().receive()).isEqualTo("throws");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(second.left()::receive);
        exits.join();
        throwing.join();
    }

    @Test
    void killedProcess_isNamed_afterItsLastItem() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        SharedEvent never = SharedEvent.create();
        ProcessWorker worker =
                start(() -> {
                    right.send("last");
                    never.await();
                });
        assertThat(left.poll(Duration.ofSeconds(100))).isTrue();
        worker.kill();
        worker.join();
        assertThat(left.receive()).isEqualTo("last");
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(OwnerDiedException.class)
                    .isThrownBy(left::receive)
                    .withMessageContaining("the other end")
                    .withMessageContaining("pid=" + worker.pid())
                    .satisfies(e -> assertThat(e.pid()).isEqualTo(worker.pid()));
            assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(() -> left.send("late"));
            assertThat(left.poll()).isTrue();
        }
    }

    @Test
    void wait_endsWhenTheOtherProcessIsKilled() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        ProcessWorker receiver =
                start(() -> {
                    right.receive();
                    halt();
                });
        left.send("go");
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(left::receive);
        receiver.join();
    }

    @Test
    void sendThatWaitsForRoom_endsWhenTheReceiverIsKilled() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        ProcessWorker receiver =
                start(() -> {
                    for (int i = 0; i < 100; i++) {
                        right.receive();
                    }
                    halt();
                });
        assertThatExceptionOfType(OwnerDiedException.class)
                .isThrownBy(() -> {
                    while (true) {
                        left.send("item");
                    }
                });
        receiver.join();
    }

    @Test
    void processKilledBeforeItHasItsEnd_isNoticed() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        ProcessWorker worker = start(() -> right.send("never"));
        worker.kill();
        assertThatExceptionOfType(OwnerDiedException.class)
                .isThrownBy(() -> {
                    while (true) {
                        left.receive();
                    }
                });
        worker.join();
    }

    /** What it holds is never read. */
    private static final class Failing extends ProcessWorker {
        @Serial private static final long serialVersionUID = 1L;
        private final Serializable captured;

        Failing(Serializable captured) {
            this.captured = captured;
        }

        @Override
        public void run() {
            throw new AssertionError(captured);
        }

        @Serial
        private void readObject(ObjectInputStream stream) throws IOException {
            throw new IOException("not readable here");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void processThatCannotReadItsTask_isNoticed(boolean wholePipe) throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        ProcessWorker worker = new Failing(wholePipe ? pipe : pipe.right());
        worker.start();
        assertThatExceptionOfType(OwnerDiedException.class)
                .isThrownBy(pipe.left()::receive)
                .satisfies(e -> assertThat(e.pid()).isEqualTo(worker.pid()));
        worker.join();
        assertThat(worker.getFailure()).isPresent();
    }

    @Test
    void processWithAWholePipe_diesBeforeItUsesIt_isNoticed() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        ProcessWorker worker =
                start(() -> {
                    Objects.requireNonNull(pipe);
                    halt();
                });
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(left::receive);
        worker.join();
    }

    @Test
    void endHeldBySeveral_isOverWithTheLast() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        SharedEvent never = SharedEvent.create();
        ProcessWorker killed =
                start(() -> {
                    right.send("one");
                    never.await();
                });
        assertThat(left.receive()).isEqualTo("one");
        ProcessWorker other = start(() -> right.send("two " + right.receive()));
        killed.kill();
        killed.join();
        left.send("x");
        assertThat(left.receive()).isEqualTo("two x");
        assertThatExceptionOfType(OwnerDiedException.class)
                .isThrownBy(left::receive)
                .satisfies(e -> assertThat(e.pid()).isEqualTo(killed.pid()));
        other.join();
    }

    @Test
    void parent_closesItsCopyAsInPython_theChildKeepsItsOwn() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        ProcessWorker worker = start(() -> right.send("still open: " + right.receive()));
        right.close();
        left.send("yes");
        assertThat(left.receive()).isEqualTo("still open: yes");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        worker.join();
    }

    @Test
    void endSentToAProcess_isKeptOpenOnItsWay() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        Pipe<Connection<String>> carrier = Pipe.open();
        Connection<Connection<String>> receiving = carrier.right();
        carrier.left().send(right);
        right.close();
        ProcessWorker worker = start(() -> receiving.receive().send("arrived"));
        assertThat(left.receive()).isEqualTo("arrived");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(left::receive);
        worker.join();
    }

    @Test
    void siblings_talkWithoutTheirParent_andLearnOfDeaths() throws InterruptedException {
        Pipe<String> pipe = Pipe.open();
        Connection<String> left = pipe.left();
        Connection<String> right = pipe.right();
        SharedInt died = SharedInt.create(0);
        ProcessWorker first =
                start(() -> {
                    try {
                        while (true) {
                            left.receive();
                        }
                    } catch (OwnerDiedException e) {
                        died.set((int) e.pid());
                    }
                });
        ProcessWorker second =
                start(() -> {
                    right.send("hello");
                    halt();
                });
        first.join();
        second.join();
        assertThat(died.get()).isEqualTo((int) second.pid());
    }
}
