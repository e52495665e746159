package dev.polyrhythm.gpio.internal.pulse;

import java.util.concurrent.locks.LockSupport;

/**
 * Drives the pulse engine in real time: sleeps until shortly before the next edge and spins for the
 * rest, because the kernel wakes a thread some 60 microseconds late at best. Between edges it polls
 * for new set points, as another process has no means to wake it.
 */
public final class PulseThread extends Thread {
    private static final long SPIN_NANOS = 150_000;
    private static final long POLL_NANOS = 2_000_000;
    private static final long IDLE_POLL_NANOS = 20_000_000;

    private final PulseEngine engine;
    private volatile boolean ending;

    /**
     * A thread that is still to be started.
     *
     * @param engine for this thread alone
     */
    public PulseThread(PulseEngine engine) {
        super("polyrhythm-pulses");
        setDaemon(true);
        this.engine = engine;
    }

    @Override
    public void run() {
        while (!ending) {
            long poll = engine.findPins() ? POLL_NANOS : IDLE_POLL_NANOS;
            long now = System.nanoTime();
            long wait = Math.min(engine.nextDeadline(now) - now, poll);
            if (wait > SPIN_NANOS) {
                LockSupport.parkNanos(wait - SPIN_NANOS);
            } else {
                engine.runDue(spinUntil(now + wait));
            }
        }
        finish();
    }

    private static long spinUntil(long deadline) {
        long now = System.nanoTime();
        while (now < deadline) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    /** Lets a servo's pulse end as it should; then all lines are low. */
    private void finish() {
        long deadline = System.nanoTime() + PulseTrain.FINISH_NANOS;
        long now = System.nanoTime();
        while (engine.isInPulse() && now < deadline) {
            engine.fallDue(now);
            now = System.nanoTime();
        }
        engine.cutAll(now);
    }

    /** Ends the pulses with all lines low; returns when they are. */
    public void end() {
        ending = true;
        LockSupport.unpark(this);
        try {
            join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
