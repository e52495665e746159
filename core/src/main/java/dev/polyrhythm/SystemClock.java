package dev.polyrhythm;

import java.util.concurrent.TimeUnit;

/** The clock of the system. */
enum SystemClock implements NanoClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void sleepUntil(long deadlineNanos) throws InterruptedException {
        for (long left = deadlineNanos - nanoTime(); left > 0; left = deadlineNanos - nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
