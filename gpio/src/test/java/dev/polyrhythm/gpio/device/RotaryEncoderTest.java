package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A knob that a model of a hand turns. */
@Timeout(60)
class RotaryEncoderTest {
    private static final Duration CLICK = Duration.ofMillis(10);

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedEncoder hand = new SimulatedEncoder(board, 17, 27);
    private final RotaryEncoder encoder = new RotaryEncoder(board, 17, 27);

    @AfterEach
    void close() {
        hand.close();
        board.close();
    }

    private void turn(int clicks) {
        hand.turn(clicks, CLICK);
        clock.advance(CLICK.multipliedBy(Math.abs(clicks)));
    }

    private void awaitPosition(long position) {
        Awaitility.await().until(() -> encoder.getPosition() == position);
    }

    @Test
    void turns_areCountedBothWays() {
        turn(5);
        awaitPosition(5);
        turn(-8);
        awaitPosition(-3);
        encoder.reset();
        turn(1);
        awaitPosition(1);
    }

    @Test
    void fastTurn_losesNothing() throws InterruptedException {
        hand.turn(1000, Duration.ofNanos(40_000));
        clock.advance(Duration.ofMillis(40));
        assertThat(hand.await(Duration.ZERO)).isTrue();
        awaitPosition(1000);
    }

    @Test
    void listeners_areCalledForEachClick() {
        AtomicInteger right = new AtomicInteger();
        AtomicInteger left = new AtomicInteger();
        encoder.onClockwise(() -> {
            throw new IllegalStateException("on purpose, to be seen in the test's output");
        });
        encoder.onClockwise(right::incrementAndGet);
        encoder.onCounterClockwise(left::incrementAndGet);
        turn(3);
        turn(-2);
        Awaitility.await()
                .dontCatchUncaughtExceptions()
                .until(() -> right.get() == 3 && left.get() == 2);
    }

    @Test
    void contactThatBounces_countsForthAndBack() {
        for (int i = 0; i < 20; i++) {
            board.drive(17, false);
            clock.advance(Duration.ofNanos(1000));
            board.undrive(17);
            clock.advance(Duration.ofNanos(1000));
        }
        turn(2);
        awaitPosition(2);
    }

    @Test
    void quadrature_turnedBackHalfway_countsNothing() {
        Quadrature quadrature = new Quadrature(true, true);
        assertThat(quadrature.setA(false)).isZero();
        assertThat(quadrature.setB(false)).isZero();
        assertThat(quadrature.setB(true)).isZero();
        assertThat(quadrature.setA(true)).isZero();
        assertThat(quadrature.setB(false)).isZero();
        assertThat(quadrature.setA(false)).isZero();
        assertThat(quadrature.setB(true)).isZero();
        assertThat(quadrature.setA(true)).isEqualTo(-1);
    }

    @Test
    void badInput_isRefusedAndTheFirstPinStaysFree() {
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new RotaryEncoder(board, 5, 17));
        assertThatIllegalArgumentException().isThrownBy(() -> new RotaryEncoder(board, 5, 99));
        board.output(5).close();
        assertThatIllegalArgumentException().isThrownBy(() -> hand.turn(1, Duration.ZERO));
        encoder.close();
        encoder.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> encoder.onClockwise(() -> {}));
        new RotaryEncoder(board, 17, 27).close();
    }
}
