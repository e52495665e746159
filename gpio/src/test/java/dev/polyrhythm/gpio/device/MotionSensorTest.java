package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Something warm moves. */
@Timeout(60)
class MotionSensorTest {
    private static final int PIN = 4;

    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(new VirtualClock());
    private final MotionSensor sensor = new MotionSensor(board, PIN);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void unpluggedSensor_seesNoMotion() throws InterruptedException {
        assertThat(sensor.isMotion()).isFalse();
        assertThat(sensor.awaitMotion(Duration.ZERO)).isFalse();
        assertThat(sensor.awaitNoMotion(Duration.ZERO)).isTrue();
    }

    @Test
    void motion_callsListenersAndEndsWaits() throws InterruptedException {
        List<String> events = new CopyOnWriteArrayList<>();
        sensor.onMotion(() -> events.add("motion"));
        sensor.onNoMotion(() -> events.add("none"));
        board.drive(PIN, true);
        assertThat(sensor.awaitMotion(Duration.ofDays(1))).isTrue();
        assertThat(sensor.isMotion()).isTrue();
        board.drive(PIN, false);
        assertThat(sensor.awaitNoMotion(Duration.ofDays(1))).isTrue();
        Awaitility.await().until(() -> events.size() == 2);
        assertThat(events).containsExactly("motion", "none");
    }

    @Test
    void pinInUseOrClosed_isRefused() {
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new MotionSensor(board, PIN));
        sensor.close();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(sensor::isMotion);
        new MotionSensor(board, PIN).close();
    }
}
