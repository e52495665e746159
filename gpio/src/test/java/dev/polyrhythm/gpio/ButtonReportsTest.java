package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What users of other libraries report of their buttons, on the board that all processes share
 * (gpiozero 1048, 1024 and 690, Pi4J 597).
 */
@Timeout(60)
@Tag("process")
@ExtendWith(LeakCheck.class)
class ButtonReportsTest {
    private final SimulatedBoard board = Board.simulated();

    @AfterEach
    void close() {
        for (int pin : new int[] {17, 23, 24, 25}) {
            board.drive(pin, false);
        }
        board.close();
    }

    @Test
    void servo_movedByAListener_hasTheAngle() {
        Input button = board.input(17);
        Servo servo = board.servo(18);
        button.onRise(edge -> servo.setAngle(170));
        button.onFall(edge -> servo.setAngle(10));
        board.drive(17, true);
        Awaitility.await().until(() -> servo.getAngle() == 170);
        board.drive(17, false);
        Awaitility.await().until(() -> servo.getAngle() == 10);
    }

    @Test
    void slowListener_losesNoEdgeOfAnotherProcess() throws InterruptedException {
        AtomicInteger edges = new AtomicInteger();
        AtomicInteger outOfOrder = new AtomicInteger();
        Input input = board.input(17);
        input.onEdge(edge -> {
            boolean rises = edges.getAndIncrement() % 2 == 0;
            outOfOrder.addAndGet(edge.high() == rises ? 0 : 1);
            if (edges.get() % 100 == 0) {
                pause();
            }
        });
        ProcessWorker worker = Worker.ofProcess().start(ButtonReportsTest::press);
        worker.join();
        Awaitility.await().until(() -> edges.get() == 2_000);
        assertThat(outOfOrder).hasValue(0);
        assertThat(input.lostEdges()).isZero();
    }

    private static void press() {
        try (SimulatedBoard same = Board.simulated()) {
            for (int i = 0; i < 2_000; i++) {
                same.drive(17, i % 2 == 0);
            }
        }
    }

    /** Takes longer than the edges take to come. */
    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void listener_waitsForTheOtherButton() throws InterruptedException {
        CountDownLatch green = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(1);
        board.input(24).onRise(edge -> green.countDown());
        board.input(23)
                .onRise(edge -> {
                    try {
                        green.await();
                        both.countDown();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        board.drive(23, true);
        board.drive(24, true);
        both.await();
        assertThat(both.getCount()).isZero();
    }

    @Test
    void listener_throws_closesItsInput_andOpensAnotherPin() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(3);
        Input input = board.input(25);
        input.onEdge(edge -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> called.countDown());
            throw new IllegalStateException("on purpose");
        });
        input.onEdge(edge -> {
            called.countDown();
            input.close();
            try (Output output = board.output(26)) {
                output.on();
            }
            called.countDown();
        });
        board.drive(25, true);
        called.await();
        assertThat(board.edges(26)).hasSizeGreaterThanOrEqualTo(2);
        board.input(25).close();
    }
}
