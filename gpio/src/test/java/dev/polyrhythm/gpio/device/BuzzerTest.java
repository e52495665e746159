package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sounds, as edges. */
@Timeout(60)
class BuzzerTest {
    private static final int PIN = 22;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final Buzzer buzzer = new Buzzer(board, PIN);

    @AfterEach
    void close() {
        board.close();
    }

    private List<Long> times(boolean high) {
        return board.edges(PIN).stream()
                .filter(edge -> edge.high() == high)
                .map(Edge::nanoTime)
                .toList();
    }

    @Test
    void beep_switchesThePin() throws InterruptedException {
        buzzer.beep(Duration.ofNanos(50), Duration.ofNanos(150), 3);
        clock.advance(Duration.ofMillis(100));
        assertThat(times(true)).containsExactly(0L, 200L, 400L);
        assertThat(times(false)).containsExactly(50L, 250L, 450L);
        assertThat(buzzer.await(Duration.ZERO)).isTrue();
    }

    @Test
    void onAndOff_endABeep() {
        buzzer.beep(Duration.ofMillis(50), Duration.ofMillis(50));
        buzzer.on();
        clock.advance(Duration.ofSeconds(1));
        assertThat(board.edges(PIN)).containsExactly(new Edge(PIN, true, 0));
        buzzer.off();
        assertThat(board.level(PIN)).isFalse();
    }

    @Test
    void tone_movesThePinAtItsFrequency() {
        buzzer.tone(1000);
        clock.advance(Duration.ofNanos(2_999_999));
        assertThat(times(true)).containsExactly(0L, 1_000_000L, 2_000_000L);
        assertThat(times(false)).containsExactly(500_000L, 1_500_000L, 2_500_000L);
        buzzer.tone(500);
        clock.advance(Duration.ofNanos(4_000_001));
        assertThat(times(true)).endsWith(3_000_000L, 5_000_000L, 7_000_000L);
        assertThat(times(false)).endsWith(4_000_000L, 6_000_000L);
    }

    @Test
    void tone_withATime_ends() throws InterruptedException {
        buzzer.tone(1000, Duration.ofNanos(9_900_000));
        clock.advance(Duration.ofMillis(100));
        assertThat(times(false)).hasSize(10).endsWith(9_500_000L);
        assertThat(buzzer.await(Duration.ZERO)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -440, 19.9, 20_001, Double.NaN, Double.POSITIVE_INFINITY})
    void frequency_thatIsNotHeard_isRefused(double frequencyHz) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buzzer.tone(frequencyHz))
                .withMessage("frequencyHz must be 20.0 to 20000.0: frequencyHz=" + frequencyHz);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buzzer.tone(frequencyHz, Duration.ofMillis(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buzzer.tone(440, Duration.ZERO))
                .withMessage("time must be greater than zero: time=PT0S");
        assertThat(board.edges(PIN)).isEmpty();
    }

    @Test
    void close_isSilent() {
        buzzer.tone(440);
        buzzer.close();
        assertThat(board.level(PIN)).isFalse();
        clock.advance(Duration.ofMillis(100));
        assertThat(board.edges(PIN)).hasSize(2);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> buzzer.tone(440));
    }
}
