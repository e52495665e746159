package dev.polyrhythm.gpio.internal.pulse;

import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.platform.ThreadScheduling;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Drives the pulse engine in real time. It sleeps until a rise, which may be late, and until
 * shortly before a fall, for which it spins for the rest: the width of a pulse is what a servo
 * feels. A changed set point wakes it. Where the system permits it, the thread is scheduled before
 * all ordinary ones.
 */
public final class PulseThread extends Thread {
    private static final int PRIORITY = 50; // the middle, as the kernel's own interrupt threads
    private static final long TIMER_SLACK_NANOS = 1; // 50,000 for other threads
    private static final long POLL_NANOS = 2_000_000; // where the kernel cannot wait for a word
    private static final int LONG_AGO = 20; // rounds without a change, from which pauses are long

    private final PulseEngine engine;
    private final Function<PinMemory, LineDriver> practiceLines;
    private final EventCount changes;
    private final SpinMargin margin = new SpinMargin();
    private volatile boolean ending;

    /**
     * A thread that is still to be started.
     *
     * @param engine for this thread alone
     * @param practiceLines makes drivers of the same class as the engine's that move no line of its
     *     board, for the practice
     */
    public PulseThread(PulseEngine engine, Function<PinMemory, LineDriver> practiceLines) {
        super("polyrhythm-pulses");
        setDaemon(true);
        this.engine = engine;
        this.practiceLines = practiceLines;
        this.changes = engine.board().changes();
    }

    @Override
    public void run() {
        PulsePractice.run(practiceLines);
        ThreadScheduling.setTimerSlack(TIMER_SLACK_NANOS);
        if (RealtimeChoice.isWanted()) {
            ThreadScheduling.setRealtime(PRIORITY);
        }
        while (!ending) {
            step();
        }
        finish();
    }

    private void step() {
        int ticket = changes.prepare();
        engine.findPins();
        long now = System.nanoTime();
        long fall = engine.nextFall();
        long start = engine.nextStart(now);
        long next = Math.min(fall, start);
        if (next <= now) {
            engine.runDue(now);
        } else if (fall - now <= margin.nanos()) {
            engine.runDue(spinUntil(next));
        } else {
            sleep(ticket, now, Math.min(fall - margin.nanos(), start));
        }
    }

    private void sleep(int ticket, long now, long until) {
        if (ending) {
            return; // after the ticket: the end wakes what sleeps
        }
        changes.await(ticket, until - now, LONG_AGO, POLL_NANOS);
        long late = System.nanoTime() - until;
        if (late >= 0) {
            margin.learn(late);
        }
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
        changes.wakeAnyway();
        LockSupport.unpark(this);
        try {
            join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
