package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.gpio.SimulatedBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All pins of a device, or none. */
@Timeout(60)
class PinGroupTest {
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(new VirtualClock());

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void pinThatCannotBeOpened_closesThoseBeforeIt() {
        PinGroup pins = new PinGroup(board);
        pins.output(1).on();
        pins.pwm(2, 100).start(100);
        pins.input(3, Pull.UP);
        assertThatExceptionOfType(PinInUseException.class).isThrownBy(() -> pins.output(2));
        assertThat(board.level(1) || board.level(2)).isFalse();
        board.output(1).close();
        board.output(2).close();
        board.output(3).close();
    }

    @Test
    void close_twice_isNoError() {
        PinGroup pins = new PinGroup(board);
        pins.output(1).on();
        pins.close();
        pins.close();
        assertThat(board.level(1)).isFalse();
    }
}
