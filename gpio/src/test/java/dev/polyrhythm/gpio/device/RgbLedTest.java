package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three colours, as the eye sees them. */
@Timeout(60)
class RgbLedTest {
    private static final Duration WINDOW = Duration.ofMillis(100);

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    private List<Double> seen() {
        clock.advance(Duration.ofMillis(20)); // what was asked for takes effect
        clock.advance(WINDOW);
        return Stream.of(9, 10, 11)
                .map(pin -> new SimulatedLed(board, pin).brightness(WINDOW))
                .toList();
    }

    @Test
    void color_isMixed() {
        RgbLed led = new RgbLed(board, 9, 10, 11);
        assertThat(seen()).containsExactly(0.0, 0.0, 0.0);
        led.on();
        assertThat(seen()).containsExactly(1.0, 1.0, 1.0);
        led.setColor(1, 0.5, 0);
        assertThat(seen()).containsExactly(1.0, 0.5, 0.0);
        led.off();
        assertThat(seen()).containsExactly(0.0, 0.0, 0.0);
        led.on();
        assertThat(seen()).containsExactly(1.0, 0.5, 0.0);
    }

    @Test
    void blink_isInItsColor() {
        RgbLed led = new RgbLed(board, 9, 10, 11);
        led.setColor(1, 0, 0);
        led.blink(Duration.ofMillis(200), Duration.ofMillis(200), 1);
        assertThat(seen()).containsExactly(1.0, 0.0, 0.0);
        clock.advance(Duration.ofMillis(80));
        assertThat(seen()).containsExactly(0.0, 0.0, 0.0);
        led.pulse(Duration.ofMillis(500), Duration.ofMillis(500));
        clock.advance(Duration.ofMillis(250));
        assertThat(seen().getFirst()).isBetween(0.4, 0.8);
        led.close();
        assertThat(board.level(9)).isFalse();
    }

    @Test
    void badInput_changesNothing() {
        RgbLed led = new RgbLed(board, 9, 10, 11);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> led.setColor(1, 1, Double.NaN))
                .withMessage("blue must be 0.0 to 1.0: blue=NaN");
        assertThat(seen()).containsExactly(0.0, 0.0, 0.0);
    }

    @Test
    void thirdPinInUse_leavesTheOthersFree() {
        board.output(11);
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new RgbLed(board, 9, 10, 11));
        board.output(9).close();
        board.output(10).close();
    }
}
