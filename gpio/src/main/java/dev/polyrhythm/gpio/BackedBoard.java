package dev.polyrhythm.gpio;

import dev.polyrhythm.gpio.internal.BoardBackend;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineInUseException;
import dev.polyrhythm.gpio.internal.LineUse;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A board's pins on any backend: opens them, and closes those that are still open with itself. */
final class BackedBoard implements Board {
    /** Makes a pin of a line; the action is to be called once the pin is closed. */
    private interface PinFactory<P extends Pin> {
        P create(ClaimedLine line, Consumer<? super Pin> whenClosed);
    }

    /** Claims the line of a pin that is there. */
    private interface LineClaim {
        ClaimedLine of(int pin) throws LineInUseException;
    }

    private final BoardBackend backend;
    private final Set<Pin> pins = new LinkedHashSet<>();
    private final Runnable atExit = this::close;
    private boolean closed;

    BackedBoard(BoardBackend backend) {
        this.backend = backend;
    }

    /** Makes a board that the end of the program closes, if nothing did before. */
    static BackedBoard closedAtExit(BoardBackend backend) {
        BackedBoard board = new BackedBoard(backend);
        ShutdownPhases.register(ShutdownPhases.Phase.DEVICES, board.atExit);
        return board;
    }

    @Override
    public Output output(int pin) {
        return open(pin, number -> backend.claim(number, LineUse.OUTPUT), Output::new);
    }

    @Override
    public Input input(int pin) {
        return open(pin, number -> backend.claim(number, LineUse.INPUT), Input::new);
    }

    @Override
    public Input input(int pin, Pull pull) {
        Objects.requireNonNull(pull, "pull");
        return open(pin, number -> backend.claim(number, pull), Input::new);
    }

    @Override
    public Pwm pwm(int pin, double frequencyHz) {
        Pins.requirePeriod(frequencyHz);
        return open(
                pin,
                number -> backend.claim(number, LineUse.PULSES),
                (line, whenClosed) -> new Pwm(line, whenClosed, frequencyHz));
    }

    @Override
    public Servo servo(int pin, Duration minPulseWidth, Duration maxPulseWidth) {
        Servo.requireValid(minPulseWidth, maxPulseWidth);
        return new Servo(pwm(pin, Servo.FREQUENCY_HZ), minPulseWidth, maxPulseWidth);
    }

    private synchronized <P extends Pin> P open(int pin, LineClaim claim, PinFactory<P> factory) {
        if (closed) {
            throw new ClosedException("the board is closed");
        }
        P opened = factory.create(claim(Pins.requireValid(pin), claim), this::forget);
        pins.add(opened);
        return opened;
    }

    private static ClaimedLine claim(int pin, LineClaim claim) {
        try {
            return claim.of(pin);
        } catch (LineInUseException e) {
            throw new PinInUseException(pin, e.holder(), e.pid());
        }
    }

    private synchronized void forget(Pin pin) {
        pins.remove(pin);
    }

    @Override
    public void close() {
        List<Pin> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(pins);
        }
        open.forEach(Pin::close);
        backend.close();
        ShutdownPhases.unregister(ShutdownPhases.Phase.DEVICES, atExit);
    }
}
