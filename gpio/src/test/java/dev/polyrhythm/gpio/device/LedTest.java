package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A diode on a virtual clock, where every edge is exact, and on the real one. */
@Timeout(60)
class LedTest {
    private static final long MILLI = 1_000_000;
    private static final int PIN = 17;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    private static Edge at(long millis, boolean high) {
        return new Edge(PIN, high, millis * MILLI);
    }

    @Test
    void onOffToggle_moveTheLineAtOnce() {
        Led led = new Led(board, PIN);
        assertThat(board.level(PIN)).isFalse();
        led.on();
        assertThat(led.getBrightness()).isEqualTo(1);
        clock.advance(millis(25));
        led.off();
        clock.advance(millis(1));
        led.toggle();
        clock.advance(millis(1));
        led.toggle();
        assertThat(board.edges(PIN))
                .containsExactly(at(0, true), at(25, false), at(26, true), at(27, false));
        assertThat(led.getBrightness()).isZero();
    }

    @Test
    void blink_everyEdgeIsExact() {
        Led led = new Led(board, PIN);
        led.blink(millis(300), millis(700));
        clock.advance(millis(2100));
        assertThat(board.edges(PIN))
                .containsExactly(
                        at(0, true),
                        at(300, false),
                        at(1000, true),
                        at(1300, false),
                        at(2000, true));
    }

    @Test
    void blink_aNumberOfTimes_endsDark() throws InterruptedException {
        Led led = new Led(board, PIN);
        led.blink(millis(30), millis(70), 2);
        assertThat(led.await(Duration.ZERO)).isFalse();
        clock.advance(millis(1000));
        assertThat(led.await(Duration.ZERO)).isTrue();
        assertThat(board.edges(PIN))
                .containsExactly(at(0, true), at(30, false), at(100, true), at(130, false));
    }

    @Test
    void blink_endedByACommand_changesNothingAnyMore() {
        Led led = new Led(board, PIN);
        led.blink(millis(30), millis(70));
        clock.advance(millis(50));
        led.on();
        clock.advance(millis(1000));
        assertThat(board.edges(PIN)).containsExactly(at(0, true), at(30, false), at(50, true));
        led.blink(millis(10), millis(10));
        led.blink(millis(500), millis(500));
        clock.advance(millis(499));
        assertThat(board.edges(PIN)).hasSize(3);
    }

    @Test
    void brightness_isTheShareOfTimeThatTheLineIsHigh() {
        Led led = new Led(board, PIN);
        led.setBrightness(0.25);
        clock.advance(millis(30));
        SimulatedLed eye = new SimulatedLed(board, PIN);
        assertThat(eye.brightness(millis(20))).isEqualTo(0.25);
        led.on();
        clock.advance(millis(40));
        assertThat(eye.brightness(millis(20))).isEqualTo(1);
        led.off();
        clock.advance(millis(20));
        assertThat(eye.brightness(millis(20))).isZero();
    }

    @Test
    void pulse_fadesInAndOut() {
        Led led = new Led(board, PIN);
        led.pulse(millis(1000), millis(500), 2);
        List<Double> seen = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            seen.add(led.getBrightness());
            clock.advance(millis(250));
        }
        assertThat(seen)
                .usingElementComparator(
                        (a, b) -> Math.abs(a - b) < 0.021 ? 0 : Double.compare(a, b))
                .containsExactly(
                        0.0, 0.25, 0.5, 0.75, 1.0, 0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 0.5, 0.0);
        clock.advance(millis(2000));
        assertThat(board.level(PIN)).isFalse();
        assertThat(led.getBrightness()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void brightness_outOfRange_isRefusedAndChangesNothing(double brightness) {
        Led led = new Led(board, PIN);
        led.blink(millis(10), millis(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> led.setBrightness(brightness))
                .withMessage("brightness must be 0.0 to 1.0: brightness=" + brightness);
        clock.advance(millis(10));
        assertThat(board.edges(PIN)).containsExactly(at(0, true), at(10, false));
    }

    @Test
    void times_outOfRange_areRefusedAndChangeNothing() {
        Led led = new Led(board, PIN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> led.blink(Duration.ZERO, millis(1)))
                .withMessage("onTime must be greater than zero: onTime=PT0S");
        assertThatIllegalArgumentException().isThrownBy(() -> led.blink(millis(1), millis(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> led.blink(millis(1), millis(1), 0))
                .withMessage("count must be 1 or more: count=0");
        assertThatIllegalArgumentException().isThrownBy(() -> led.pulse(Duration.ZERO, millis(1)));
        clock.advance(millis(100));
        assertThat(board.edges(PIN)).isEmpty();
    }

    @Test
    void longestTime_isKept() {
        Led led = new Led(board, PIN);
        led.blink(Duration.ofSeconds(Long.MAX_VALUE), millis(1));
        clock.advance(Duration.ofSeconds(100));
        assertThat(board.level(PIN)).isTrue();
    }

    @Test
    void pinInUse_isRefused() {
        new Led(board, PIN).on();
        assertThatExceptionOfType(PinInUseException.class).isThrownBy(() -> new Led(board, PIN));
        assertThat(board.level(PIN)).isTrue();
    }

    @Test
    void close_leavesTheLineLowAndThePinFree() {
        Led led = new Led(board, PIN);
        led.blink(millis(10), millis(10));
        led.close();
        led.close();
        clock.advance(millis(100));
        assertThat(board.edges(PIN)).containsExactly(at(0, true), at(0, false));
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(led::on)
                .withMessage("the pin is closed: pin=17");
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> led.blink(millis(1), millis(1)));
        new Led(board, PIN).close();
    }

    @Test
    void board_closedBeforeTheDevice_endsTheBackground() throws InterruptedException {
        Led led = new Led(board, PIN);
        led.blink(millis(10), millis(10));
        board.close();
        clock.advance(millis(100));
        assertThat(led.await(Duration.ZERO)).isTrue();
        led.close();
    }

    @Test
    void commands_ofManyThreadsWhileTheClockMoves_endWithTheLastOne() throws InterruptedException {
        Led led = new Led(board, PIN);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> commandOften(led)));
        }
        threads.add(
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 2000; i++) {
                                clock.advance(Duration.ofNanos(700_000));
                            }
                        }));
        for (Thread thread : threads) {
            thread.join();
        }
        led.off();
        clock.advance(millis(20)); // a pulse that had begun ends
        int edges = board.edges(PIN).size();
        clock.advance(millis(1000));
        assertThat(board.level(PIN)).isFalse();
        assertThat(board.edges(PIN)).hasSize(edges);
    }

    private static void commandOften(Led led) {
        for (int i = 0; i < 500; i++) {
            led.blink(millis(1), millis(1));
            led.setBrightness(0.5);
            led.pulse(millis(5), millis(5));
            led.toggle();
        }
    }

    @Test
    void blink_onTheRealClock_doesAllOfIt() throws InterruptedException {
        try (SimulatedBoard real = Board.simulated();
                Led led = new Led(real, PIN)) {
            int before = real.edges(PIN).size();
            led.blink(millis(150), millis(150), 3);
            assertThat(led.await(Duration.ofSeconds(50))).isTrue();
            List<Edge> edges = real.edges(PIN);
            edges = edges.subList(before, edges.size());
            assertThat(edges).hasSize(6);
            for (int i = 0; i < 6; i++) {
                assertThat(edges.get(i).high()).isEqualTo(i % 2 == 0);
            }
        }
    }
}
