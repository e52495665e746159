package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One end in the hands of one process: misuse, closing, interrupts. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class ConnectionTest {
    private final Pipe<Object> pipe = Pipe.open();
    private final Connection<Object> left = pipe.left();
    private final Connection<Object> right = pipe.right();

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void send_ofWhatCannotTravel_isRefused() throws InterruptedException {
        assertThatNullPointerException().isThrownBy(() -> left.send(null));
        assertThatNullPointerException().isThrownBy(() -> left.sendBytes(null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> left.send(new Thread()))
                .withMessageContaining("class=java.lang.Thread");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> left.sendBytes(new byte[3], 2, 2));
        left.send("next");
        assertThat(right.receive()).isEqualTo("next");
    }

    @Test
    void failedSend_ofAnEnd_leavesItNobodys() {
        Pipe<String> other = Pipe.open();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> left.send(new Object[] {other.right(), new Thread()}));
        other.right().close();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(other.left()::receive);
    }

    @Test
    void receiveBytes_ofSomethingElse_saysWhatItIs() throws InterruptedException {
        left.send("text");
        left.send(new byte[] {1});
        assertThatIllegalStateException()
                .isThrownBy(right::receiveBytes)
                .withMessageContaining("class=java.lang.String");
        assertThat(right.receiveBytes()).containsExactly(1);
        left.sendBytes(new byte[] {2});
        assertThat(right.receive()).isEqualTo(new byte[] {2});
    }

    @Test
    void closedEnd_isUsedNoMore() throws InterruptedException {
        left.send(1);
        left.close();
        left.close();
        assertThat(left.isClosed()).isTrue();
        assertThat(right.isClosed()).isFalse();
        assertThatClosed(() -> left.send(2));
        assertThatClosed(left::receive);
        assertThatClosed(left::poll);
        assertThatClosed(() -> Connections.await(left));
        assertThatClosed(() -> Pipe.open().left().send(left));
        assertThat(right.receive()).isEqualTo(1);
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(right::receive)
                .withMessageContaining("the other end of the pipe is closed: this side=right");
    }

    private static void assertThatClosed(ThrowingCallable action) {
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(action)
                .withMessageContaining("this end of the pipe is closed: side=left");
    }

    @Test
    void toString_tellsTheSideAndWhoHoldsTheOther() throws InterruptedException {
        assertThat(left).hasToString("Connection[side=left, closed=false, otherSidePids=[]]");
        right.send(1);
        assertThat(pipe)
                .asString()
                .contains("side=left, closed=false, otherSidePids=[" + pid() + "]")
                .contains("side=right, closed=false, otherSidePids=[]");
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void wait_endsByInterruptOrOwnClose(boolean virtual) throws InterruptedException {
        for (boolean interrupt : new boolean[] {true, false}) {
            Pipe<Object> own = Pipe.open();
            AtomicReference<Throwable> end = new AtomicReference<>();
            CountDownLatch started = new CountDownLatch(1);
            Runnable wait =
                    () -> {
                        started.countDown();
                        try {
                            own.left().receive();
                        } catch (InterruptedException | RuntimeException e) {
                            end.set(e);
                        }
                    };
            Thread waiter =
                    virtual ? Thread.ofVirtual().start(wait) : Thread.ofPlatform().start(wait);
            started.await();
            if (interrupt) {
                waiter.interrupt();
            } else {
                own.left().close();
            }
            waiter.join();
            assertThat(end.get())
                    .isInstanceOf(interrupt ? InterruptedException.class : ClosedException.class);
        }
    }

    @Test
    void fullPipe_letsSendWait_untilTheOtherEndCloses() throws InterruptedException {
        AtomicReference<Throwable> end = new AtomicReference<>();
        right.poll();
        CountDownLatch sent = new CountDownLatch(10);
        Thread sender =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (true) {
                                    left.send("item");
                                    sent.countDown();
                                }
                            } catch (InterruptedException | ClosedException e) {
                                end.set(e);
                            }
                        });
        sent.await();
        right.close();
        sender.join();
        assertThat(end.get()).isInstanceOf(ClosedException.class).hasMessageContaining("other end");
    }
}
