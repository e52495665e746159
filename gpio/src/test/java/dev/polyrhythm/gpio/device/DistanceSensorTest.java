package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sensor before a model of a wall. */
@Timeout(60)
class DistanceSensorTest {
    private static final int TRIGGER = 23;
    private static final int ECHO = 24;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedEcho wall = new SimulatedEcho(board, TRIGGER, ECHO);
    private final DistanceSensor sensor = new DistanceSensor(board, TRIGGER, ECHO);

    @AfterEach
    void close() {
        wall.close();
        board.close();
    }

    /** Measures in a thread of its own, while this one moves the clock. */
    private OptionalDouble measure() throws InterruptedException, ExecutionException {
        CompletableFuture<OptionalDouble> measured = new CompletableFuture<>();
        Thread thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                measured.complete(sensor.measure());
                            } catch (RuntimeException | InterruptedException e) {
                                measured.completeExceptionally(e);
                            }
                        });
        while (thread.isAlive()) {
            clock.advance(Duration.ofMillis(1));
            thread.join(Duration.ofMillis(1));
        }
        clock.advance(Duration.ofMillis(60));
        return measured.get();
    }

    @Test
    void distance_isThatOfTheWall() throws InterruptedException, ExecutionException {
        for (double meters : new double[] {1.0, 0.02, 3.999, 0.5}) {
            wall.setDistance(meters);
            assertThat(measure().getAsDouble()).isCloseTo(meters, within(1e-6));
        }
    }

    @Test
    void trigger_isHighForTenMicrosecondsAtLeast() throws InterruptedException, ExecutionException {
        wall.setDistance(1);
        measure();
        List<Edge> edges = board.edges(TRIGGER);
        assertThat(edges).hasSize(2);
        long high = edges.get(1).nanoTime() - edges.get(0).nanoTime();
        assertThat(high).as("longer if the clock is moved first").isGreaterThanOrEqualTo(10_000);
    }

    @Test
    void temperature_changesTheSpeedOfSound() throws InterruptedException, ExecutionException {
        wall.setDistance(1);
        sensor.setTemperature(0);
        assertThat(measure().getAsDouble()).isCloseTo(331.3 / 343.42, within(1e-6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sensor.setTemperature(Double.NaN))
                .withMessage("celsius must be -40.0 to 85.0: celsius=NaN");
    }

    @Test
    void nothingInRange_isEmpty() throws InterruptedException, ExecutionException {
        assertThat(measure()).isEmpty();
        wall.setDistance(5);
        assertThat(measure()).isEmpty();
        wall.setDistance(2);
        assertThat(measure()).isPresent();
    }

    @Test
    void unpluggedSensor_isAnErrorAfterItsLimit() {
        wall.unplug();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(this::measure)
                .withCauseInstanceOf(NoEchoException.class)
                .havingCause()
                .withMessage(
                        "the sensor does not answer, check its power and its wires: "
                                + "triggerPin=23, echoPin=24, limit=PT0.06S");
    }

    @Test
    void echoThatStaysHigh_isAnErrorAfterItsLimit() {
        board.drive(ECHO, true);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(this::measure)
                .havingCause()
                .isInstanceOf(NoEchoException.class)
                .withMessageContaining("the echo stays high");
        assertThat(board.edges(TRIGGER)).isEmpty();
    }

    @Test
    void board_closedMeanwhile_isAnError() {
        wall.unplug();
        CompletableFuture<OptionalDouble> measured = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        measured.complete(sensor.measure());
                    } catch (RuntimeException | InterruptedException e) {
                        measured.completeExceptionally(e);
                    }
                });
        board.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(measured::get)
                .withCauseInstanceOf(ClosedException.class);
        assertThat(board.level(TRIGGER)).isFalse();
    }

    @Test
    void echoPinInUse_leavesTheTriggerFree() {
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> new DistanceSensor(board, 25, ECHO))
                .withMessageContaining("pin=24");
        board.output(25).close();
    }

    @Test
    void measure_onTheRealClock_findsTheWall() throws InterruptedException {
        try (SimulatedBoard real = Board.simulated();
                SimulatedEcho realWall = new SimulatedEcho(real, TRIGGER, ECHO);
                DistanceSensor realSensor = new DistanceSensor(real, TRIGGER, ECHO)) {
            realWall.setDistance(2);
            Awaitility.await()
                    .ignoreException(NoEchoException.class) // a busy machine makes the model late
                    .until(() -> realSensor.measure().isPresent());
            realWall.unplug();
            assertThatExceptionOfType(NoEchoException.class).isThrownBy(realSensor::measure);
        }
    }
}
