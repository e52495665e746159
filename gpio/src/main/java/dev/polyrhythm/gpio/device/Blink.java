package dev.polyrhythm.gpio.device;

import java.time.Duration;

/** On for a time and off for a time, again and again; ends with the last time off. */
final class Blink implements Steps {
    static final int FOR_EVER = Integer.MAX_VALUE;

    /** The thing that is switched. */
    interface Switch {
        void set(boolean on);
    }

    private final Switch target;
    private final long onNanos;
    private final long offNanos;
    private int left;
    private boolean on;

    Blink(Switch target, Duration onTime, Duration offTime, int count) {
        this.target = target;
        this.onNanos = Arguments.requirePositive(onTime, "onTime");
        this.offNanos = Arguments.requirePositive(offTime, "offTime");
        this.left = Arguments.requirePositive(count, "count");
    }

    @Override
    public long step(long dueNanos) {
        on = !on;
        target.set(on);
        if (on) {
            return dueNanos + onNanos;
        }
        if (left != FOR_EVER && --left == 0) {
            return END;
        }
        return dueNanos + offNanos;
    }
}
