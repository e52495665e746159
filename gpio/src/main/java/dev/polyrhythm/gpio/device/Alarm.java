package dev.polyrhythm.gpio.device;

import dev.polyrhythm.NanoClock;
import dev.polyrhythm.VirtualClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Acts at a time of the board's clock that moves as events come in: on a virtual thread, or, on a
 * virtual clock, in the thread that moves the clock.
 */
final class Alarm implements VirtualClock.Agenda {
    static final long NEVER = Long.MAX_VALUE;

    private final NanoClock clock;
    private final LongSupplier deadline;
    private final LongConsumer action;
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * An alarm that is still to be started.
     *
     * @param deadline tells the time, or {@link #NEVER}; takes no lock
     * @param action is given the time; moves the deadline
     */
    Alarm(NanoClock clock, LongSupplier deadline, LongConsumer action) {
        this.clock = clock;
        this.deadline = deadline;
        this.action = action;
    }

    void start() {
        if (clock instanceof VirtualClock virtual) {
            virtual.register(this);
        } else {
            thread = Thread.ofVirtual().name("polyrhythm-alarm").start(this::loop);
        }
    }

    /** Looks at the deadline again; called with no lock held that the action takes. */
    void update() {
        if (clock instanceof VirtualClock virtual) {
            virtual.advance(Duration.ZERO);
        } else {
            LockSupport.unpark(thread); // none before the start
        }
    }

    private void loop() {
        while (!closed) {
            long next = deadline.getAsLong();
            long now = clock.nanoTime();
            if (next == NEVER) {
                LockSupport.park(this);
            } else if (next > now) {
                LockSupport.parkNanos(this, next - now);
            } else {
                action.accept(now);
            }
        }
    }

    @Override
    public long nextDeadlineNanos() {
        return closed ? NEVER : deadline.getAsLong();
    }

    @Override
    public void runDue(long nowNanos) {
        if (nextDeadlineNanos() <= nowNanos) {
            action.accept(nowNanos);
        }
    }

    void close() {
        closed = true;
        if (clock instanceof VirtualClock virtual) {
            virtual.unregister(this);
        } else {
            LockSupport.unpark(thread); // none before the start
        }
    }
}
