package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Input;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.gpio.Pwm;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pins of a device, opened one after the other. When one cannot be opened, those before it are
 * closed: a device has all its pins or none.
 */
final class PinGroup {
    private final Board board;
    private final Deque<Runnable> closers = new ArrayDeque<>();

    PinGroup(Board board) {
        this.board = board;
    }

    Output output(int pin) {
        return open(() -> board.output(pin), output -> output.close());
    }

    Input input(int pin, Pull pull) {
        return open(() -> board.input(pin, pull), input -> input.close());
    }

    Pwm pwm(int pin, double frequencyHz) {
        return open(() -> board.pwm(pin, frequencyHz), pwm -> pwm.close());
    }

    private <P> P open(Supplier<P> opener, Consumer<? super P> closer) {
        P opened;
        try {
            opened = opener.get();
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
        closers.push(() -> closer.accept(opened));
        return opened;
    }

    /**
     * Adds a listener. Where that fails, as on a chip without interrupts, what the device has
     * opened is closed.
     */
    static void listenOrClose(Input input, Consumer<? super Edge> listener, Runnable closer) {
        try {
            input.onEdge(listener);
        } catch (RuntimeException | Error e) {
            closer.run();
            throw e;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Closes all pins, the last one first, also when closing one of them fails. */
    void close() {
        RuntimeException failure = null;
        for (Runnable closer : closers) {
            try {
                closer.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
