package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.gpio.device.Button;
import dev.polyrhythm.gpio.device.DistanceSensor;
import dev.polyrhythm.gpio.internal.BoardBackend;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineUse;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices on a board whose lines have no edges, as on a chip without interrupts. */
@Timeout(60)
class DeviceOpeningTest {
    private final Set<Integer> held = new TreeSet<>();

    private final BoardBackend chip =
            new BoardBackend() {
                @Override
                public ClaimedLine claim(int pin, LineUse use) {
                    held.add(pin);
                    return new LineWithoutEdges(pin);
                }

                @Override
                public ClaimedLine claim(int pin, Pull pull) {
                    return claim(pin, LineUse.INPUT);
                }

                @Override
                public void close() {}
            };

    private final class LineWithoutEdges implements ClaimedLine {
        private final int pin;

        LineWithoutEdges(int pin) {
            this.pin = pin;
        }

        @Override
        public int pin() {
            return pin;
        }

        @Override
        public boolean level() {
            return false;
        }

        @Override
        public void set(boolean high) {}

        @Override
        public void follow(Consumer<? super Edge> sink) {
            throw new BoardException("no edges here", null);
        }

        @Override
        public void setPulses(long periodNanos, long widthNanos) {}

        @Override
        public void stopPulses() {}

        @Override
        public PulseStatistics statistics() {
            throw new AssertionError("not asked for");
        }

        @Override
        public void release() {
            held.remove(pin);
        }
    }

    @Test
    void deviceThatCannotListen_givesItsPinsBack() {
        try (Board board = new BackedBoard(chip)) {
            assertThatExceptionOfType(BoardException.class)
                    .isThrownBy(() -> new Button(board, 2))
                    .withMessage("no edges here");
            assertThatExceptionOfType(BoardException.class)
                    .isThrownBy(() -> new DistanceSensor(board, 23, 24));
            assertThat(held).isEmpty();
        }
    }
}
