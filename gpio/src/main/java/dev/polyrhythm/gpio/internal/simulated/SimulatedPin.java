package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.PulseStatistics;
import dev.polyrhythm.gpio.internal.ClaimedLine;
import dev.polyrhythm.gpio.internal.LineUse;
import dev.polyrhythm.gpio.internal.memory.PinHolder;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseCounters;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A line in memory, held by this process. */
final class SimulatedPin implements ClaimedLine {
    private final PinMemory memory;
    private final LineUse use;
    private final NanoClock clock;
    private final PulseControl pulses;
    private final EdgeDispatcher dispatcher;
    private final Line line;
    private @Nullable EdgeFollower follower;

    /** Brings the line to rest if it is to be driven, or if its last holder died with it. */
    SimulatedPin(
            PinMemory memory,
            LineUse use,
            NanoClock clock,
            PulseControl pulses,
            EdgeDispatcher dispatcher,
            boolean abandoned) {
        this.memory = memory;
        this.use = use;
        this.clock = clock;
        this.pulses = pulses;
        this.dispatcher = dispatcher;
        this.line = new Line(memory);
        if (abandoned || use != LineUse.INPUT) {
            set(false);
        }
        if (use == LineUse.PULSES) {
            memory.set(PinLayout.PULSED, 1);
        }
    }

    @Override
    public int pin() {
        return memory.number();
    }

    @Override
    public boolean level() {
        return line.level();
    }

    @Override
    public void set(boolean high) {
        line.set(high, clock.nanoTime());
    }

    @Override
    public void follow(Consumer<? super Edge> sink) {
        follower = dispatcher.follow(memory, line.lastEdge() + 1, sink);
    }

    @Override
    public void runAfterPastEdges(Runnable action) {
        Objects.requireNonNull(follower).runAfter(line.lastEdge(), action);
    }

    @Override
    public long lostEdges() {
        return follower == null ? 0 : follower.lost();
    }

    @Override
    public void setPulses(long periodNanos, long widthNanos) {
        pulses.set(memory, periodNanos, widthNanos);
    }

    @Override
    public void stopPulses() {
        pulses.stop(memory);
    }

    @Override
    public PulseStatistics statistics() {
        return new PulseCounters(memory).statistics();
    }

    @Override
    public void release() {
        switch (use) {
            case OUTPUT -> set(false);
            case INPUT -> unfollow();
            case PULSES -> pulses.release(memory);
        }
        PinHolder.release(memory);
    }

    private void unfollow() {
        if (follower != null) {
            dispatcher.remove(follower);
        }
    }
}
