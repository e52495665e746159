package dev.polyrhythm.gpio.device;

import java.time.Duration;
import java.util.function.DoubleConsumer;

/** From 0 up to 1 and down again in even steps, again and again; ends at 0. */
final class Fade implements Steps {
    private static final long FRAME_NANOS = 20_000_000; // a change that the eye does not see as one

    private final DoubleConsumer level;
    private final long upNanos;
    private final long downNanos;
    private int left;
    private boolean down;
    private long begun = END;

    Fade(DoubleConsumer level, Duration fadeIn, Duration fadeOut, int count) {
        this.level = level;
        this.upNanos = Arguments.requirePositive(fadeIn, "fadeIn");
        this.downNanos = Arguments.requirePositive(fadeOut, "fadeOut");
        this.left = Arguments.requirePositive(count, "count");
    }

    @Override
    public long step(long dueNanos) {
        if (begun == END) {
            begun = dueNanos;
        }
        long length = down ? downNanos : upNanos;
        long done = Math.min(dueNanos - begun, length);
        double share = (double) done / length;
        level.accept(down ? 1 - share : share);
        return done < length ? dueNanos + Math.min(FRAME_NANOS, length - done) : turn(dueNanos);
    }

    private long turn(long now) {
        if (down && left != Blink.FOR_EVER && --left == 0) {
            return END;
        }
        down = !down;
        begun = now;
        return now + Math.min(FRAME_NANOS, down ? downNanos : upNanos);
    }
}
