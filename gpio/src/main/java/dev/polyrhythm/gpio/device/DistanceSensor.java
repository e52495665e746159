package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Input;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An ultrasonic distance sensor, HC-SR04: a pulse on its trigger makes it send a sound and answer
 * with a pulse as long as the sound was on its way. Its echo has 5 volts: two resistors must bring
 * that down to the 3.3 volts of the pin.
 *
 * {@snippet file="dev/polyrhythm/gpio/device/DeviceSnippets.java" region="distance"}
 *
 * <p>The echo is timed by the time stamps of its edges, so that it does not matter when this
 * program sees them.
 *
 * <p><b>Life.</b> {@link #close()} leaves the trigger low and gives the pins back; closing the
 * board does so too.
 *
 * <p><b>Threads.</b> All methods may be called by any thread of the process that opened it; there
 * is one measurement at a time.
 */
public final class DistanceSensor implements AutoCloseable {
    private static final long TRIGGER_NANOS = 10_000;
    private static final Duration LIMIT = Duration.ofMillis(60); // the sensor gives up after 38
    private static final Duration HAND_OVER_LIMIT = Duration.ofMillis(200);
    private static final double LONGEST_METERS = 4.5; // the data sheet says 4
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double COLDEST = -40;
    private static final double HOTTEST = 85;

    private final NanoClock clock;
    private final PinGroup pins;
    private final Output trigger;
    private final Input echoInput;
    private final Background background;
    private final Signal changed;
    private final Signal handedOver;
    private volatile @Nullable Echo echo;
    private double metersPerSecond = metersPerSecond(20);

    /** The last echo that began; its end is null while it lasts. */
    private record Echo(long riseNanos, @Nullable Long fallNanos) {}

    /**
     * Opens a sensor.
     *
     * @param board the board that it is wired to
     * @param triggerPin BCM number, 0 to 27
     * @param echoPin BCM number, 0 to 27; pulled down, so that an unplugged sensor is noticed
     * @throws IllegalArgumentException if there is no such pin
     * @throws PinInUseException if a pin is in use
     * @throws BoardException if the board's chip has gone, or cannot switch the resistor
     */
    public DistanceSensor(Board board, int triggerPin, int echoPin) {
        clock = board.clock();
        background = new Background(clock);
        changed = new Signal(clock);
        handedOver = new Signal(NanoClock.system());
        pins = new PinGroup(board);
        trigger = pins.output(triggerPin);
        echoInput = pins.input(echoPin, Pull.DOWN);
        PinGroup.listenOrClose(echoInput, this::edgeCame, pins::close);
    }

    /**
     * Tells how warm the air is, in which sound is 0.18 per cent faster with each degree; 20
     * degrees Celsius unless set.
     *
     * @param celsius -40.0 to 85.0
     * @throws IllegalArgumentException if it is out of range
     */
    public synchronized void setTemperature(double celsius) {
        metersPerSecond =
                metersPerSecond(Arguments.requireInRange(celsius, COLDEST, HOTTEST, "celsius"));
    }

    static double metersPerSecond(double celsius) {
        return 331.3 + 0.606 * celsius;
    }

    /**
     * Measures the distance, which takes up to 60 ms. Wait as long before the next one, or it may
     * hear the last one's echo.
     *
     * @return metres to the nearest thing that answers, about 0.02 to 4; empty if there is none
     * @throws NoEchoException if the sensor does not answer: it is unplugged, without power, or
     *     broken
     * @throws ClosedException after {@link #close()}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized OptionalDouble measure() throws InterruptedException {
        if (!changed.await(() -> !echoInput.get(), LIMIT)) {
            throw failure("the echo stays high", "it is no output of the sensor, or it is broken");
        }
        long start = clock.nanoTime();
        echo = null;
        background.start(new TriggerPulse());
        if (!changed.await(() -> isComplete(start), LIMIT)) {
            // what happened in time but is still on its way to this thread counts
            boolean _ = handedOver.await(() -> isComplete(start), HAND_OVER_LIMIT);
        }
        return distance(start);
    }

    private boolean isComplete(long start) {
        boolean _ = echoInput.get(); // throws once it is closed
        Echo last = echo;
        return last != null && last.riseNanos >= start && last.fallNanos != null;
    }

    private OptionalDouble distance(long start) {
        Echo last = echo;
        if (last == null || last.riseNanos < start) {
            throw failure("the sensor does not answer", "check its power and its wires");
        }
        Long fall = last.fallNanos;
        if (fall == null) {
            return OptionalDouble.empty(); // nothing in range, and a sensor that waits for long
        }
        double meters = (fall - last.riseNanos) / NANOS_PER_SECOND * metersPerSecond / 2;
        return meters > LONGEST_METERS ? OptionalDouble.empty() : OptionalDouble.of(meters);
    }

    private NoEchoException failure(String what, String advice) {
        return new NoEchoException(
                "%s, %s: triggerPin=%d, echoPin=%d, limit=%s"
                        .formatted(what, advice, trigger.pin(), echoInput.pin(), LIMIT));
    }

    private void edgeCame(Edge edge) {
        Echo last = echo;
        if (edge.high()) {
            echo = new Echo(edge.nanoTime(), null);
        } else if (last != null) {
            echo = new Echo(last.riseNanos, edge.nanoTime());
        }
        changed.raise();
        handedOver.raise();
    }

    /**
     * Leaves the trigger low and gives the pins back; waits for a measurement to end. Idempotent.
     */
    @Override
    public synchronized void close() {
        background.cancel();
        pins.close();
    }

    private final class TriggerPulse implements Steps {
        private boolean high;

        @Override
        public long step(long dueNanos) {
            high = !high;
            trigger.set(high);
            return high ? clock.nanoTime() + TRIGGER_NANOS : END; // no shorter if this is late
        }
    }
}
