package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Pull;
import dev.polyrhythm.gpio.internal.BoardBackend;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineInUseException;
import dev.polyrhythm.gpio.internal.LineUse;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.GpioChip;
import dev.polyrhythm.platform.gpio.LineInfo;
import dev.polyrhythm.platform.gpio.LineRequest;
import dev.polyrhythm.platform.gpio.LineSettings;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.nio.file.Path;

/**
 * The lines of a GPIO chip. The kernel knows the holder of each, in whichever process, and frees
 * the lines of a process that ends: so the processes of a program share nothing here. Pulses and
 * their counts belong to the process that holds the pin.
 */
final class LinuxBackend implements BoardBackend {
    private static final int EVENT_BUFFER = 1024; // the most that the kernel keeps
    private static final int ATTEMPTS = 3; // at a line that is freed while its holder is asked for
    private static final String NO_NAME = "polyrhythm";

    private final Path device;
    private final GpioChip chip;
    private final BoardMemory memory = BoardMemory.ofOneProcess();
    private final SoftwarePulses pulses = new SoftwarePulses(memory);

    /**
     * A board of a chip.
     *
     * @param device the chip's file, for messages
     * @param chip closed with this board
     */
    LinuxBackend(Path device, GpioChip chip) {
        this.device = device;
        this.chip = chip;
    }

    @Override
    public ClaimedLine claim(int pin, LineUse use) throws LineInUseException {
        return claim(pin, use, use == LineUse.INPUT ? LineSettings.INPUT : LineSettings.OUTPUT);
    }

    @Override
    public ClaimedLine claim(int pin, Pull pull) throws LineInUseException {
        LineSettings.Bias bias =
                switch (pull) {
                    case NONE -> LineSettings.Bias.NONE;
                    case UP -> LineSettings.Bias.PULL_UP;
                    case DOWN -> LineSettings.Bias.PULL_DOWN;
                };
        return claim(pin, LineUse.INPUT, LineSettings.INPUT.with(bias));
    }

    private ClaimedLine claim(int pin, LineUse use, LineSettings settings)
            throws LineInUseException {
        requireLine(pin);
        LineRequest request = request(pin, settings);
        try {
            return new LinuxLine(device, memory.open(pin), use, settings, request, pulses);
        } catch (RuntimeException | Error e) { // no thread or memory left
            request.close();
            throw e;
        }
    }

    private void requireLine(int pin) {
        if (pin >= chip.info().lines()) {
            throw new IllegalArgumentException(
                    "the GPIO chip has no such line: pin=%d, chip=%s, lines=%d"
                            .formatted(pin, device, chip.info().lines()));
        }
    }

    private synchronized LineRequest request(int pin, LineSettings settings)
            throws LineInUseException {
        for (int attempt = 1; ; attempt++) {
            try {
                return chip.request(consumer(), settings, 0, EVENT_BUFFER, pin);
            } catch (SystemCallException e) {
                requireFree(pin, e, attempt == ATTEMPTS);
            }
        }
    }

    private static String consumer() {
        String name = Worker.current().getName();
        return name.isBlank() ? NO_NAME : name;
    }

    /** Returns if the line was in use and is free now. */
    private void requireFree(int pin, SystemCallException refusal, boolean last)
            throws LineInUseException {
        if (refusal.errno() != Errno.EBUSY) {
            throw ChipFailures.onUse(device, pin, refusal);
        }
        LineInfo line = info(pin);
        if (last || line.isUsed()) {
            String holder = line.consumer();
            throw new LineInUseException(holder.isEmpty() ? "unknown" : holder, 0);
        }
    }

    private LineInfo info(int pin) {
        try {
            return chip.line(pin);
        } catch (SystemCallException e) {
            throw ChipFailures.onUse(device, pin, e);
        }
    }

    @Override
    public synchronized void close() {
        pulses.close();
        chip.close();
    }
}
