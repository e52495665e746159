package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PulseStatistics;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineUse;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseCounters;
import dev.polyrhythm.platform.gpio.LineRequest;
import dev.polyrhythm.platform.gpio.LineSettings;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line of a GPIO chip, held by this process. */
final class LinuxLine implements ClaimedLine {
    private static final long LINE = 1; // of a request for one
    private static final long HIGH = 1;

    private final Path chip;
    private final PinMemory memory;
    private final LineUse use;
    private final LineSettings settings;
    private final LineRequest request;
    private final SoftwarePulses pulses;
    private volatile @Nullable EdgeFollower follower;
    private volatile boolean released;

    /** Begins low if it is driven: it was requested so. */
    LinuxLine(
            Path chip,
            PinMemory memory,
            LineUse use,
            LineSettings settings,
            LineRequest request,
            SoftwarePulses pulses) {
        this.chip = chip;
        this.memory = memory;
        this.use = use;
        this.settings = settings;
        this.request = request;
        this.pulses = pulses;
        if (use == LineUse.PULSES) {
            pulses.attach(memory, request);
        }
    }

    @Override
    public int pin() {
        return memory.number();
    }

    @Override
    public boolean level() {
        if (released) {
            return false;
        }
        try {
            return request.get(LINE) == HIGH;
        } catch (SystemCallException e) {
            if (released) { // meanwhile
                return false;
            }
            throw failed(e);
        }
    }

    @Override
    public void set(boolean high) {
        try {
            request.set(LINE, high ? HIGH : 0);
        } catch (SystemCallException e) {
            throw failed(e);
        }
    }

    /** Edges are detected from now on: a chip without interrupts can have plain inputs. */
    @Override
    public void follow(Consumer<? super Edge> sink) {
        try {
            request.configure(settings.with(LineSettings.Edges.BOTH), 0);
            follower = EdgeFollower.start(pin(), request.events(), sink);
        } catch (SystemCallException e) {
            throw failed(e);
        }
    }

    @Override
    public void runAfterPastEdges(Runnable action) {
        EdgeFollower following = follower;
        if (following == null) {
            action.run();
        } else {
            following.runAfterPastEdges(action);
        }
    }

    @Override
    public long lostEdges() {
        EdgeFollower following = follower;
        return following == null ? 0 : following.lost();
    }

    @Override
    public void setPulses(long periodNanos, long widthNanos) {
        try {
            pulses.set(memory, periodNanos, widthNanos);
        } catch (SystemCallException e) {
            throw failed(e);
        }
    }

    @Override
    public void stopPulses() {
        try {
            pulses.stop(memory);
        } catch (SystemCallException e) {
            throw failed(e);
        }
    }

    @Override
    public PulseStatistics statistics() {
        return new PulseCounters(memory).statistics();
    }

    /** Leaves a driven line low, before the kernel's driver does with it what it does. */
    @Override
    public void release() {
        switch (use) {
            case OUTPUT -> {}
            case INPUT -> {
                EdgeFollower following = follower;
                if (following != null) {
                    following.end();
                }
            }
            case PULSES -> pulses.detach(memory);
        }
        if (use != LineUse.INPUT) {
            bringLow();
        }
        released = true;
        request.close();
    }

    private void bringLow() {
        try {
            request.set(LINE, 0);
        } catch (SystemCallException e) {
            // The chip has gone, and the line with it.
        }
    }

    private RuntimeException failed(SystemCallException failure) {
        return ChipFailures.onUse(chip, pin(), failure);
    }
}
