package dev.polyrhythm.internal.channel;

import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The item that a worker process runs, so that an interrupt meets that one and no other. A thread
 * waits for the pool to name the one to interrupt.
 */
final class CurrentItem {
    private static final long NONE = -1;
    private static final long INTERRUPTING = -2;
    private static final VarHandle NUMBER = number();
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    private final Channel channel;
    private final Thread runner;
    private volatile long number = NONE;
    private volatile boolean over;

    CurrentItem(Channel channel, Thread runner) {
        this.channel = channel;
        this.runner = runner;
    }

    void begin(long itemNumber) {
        NUMBER.setRelease(this, itemNumber);
    }

    /** Ends the item: an interrupt that it has not noticed must not meet the next one. */
    void end() {
        long own = number;
        while (own == INTERRUPTING || !NUMBER.compareAndSet(this, own, NONE)) {
            Thread.onSpinWait();
            own = number;
        }
        boolean ignored = Thread.interrupted();
    }

    /** Interrupts an item, which cannot end between the comparison and the interrupt. */
    private void interrupt(long itemNumber) {
        if (NUMBER.compareAndSet(this, itemNumber, INTERRUPTING)) {
            runner.interrupt();
            number = itemNumber;
        }
    }

    private static VarHandle number() {
        try {
            return MethodHandles.lookup().findVarHandle(CurrentItem.class, "number", long.class);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    void startInterrupting() {
        Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-pool-interrupts")
                .start(this::awaitInterrupts);
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, this::stopInterrupting);
    }

    /** Stops the thread: a JVM that ends waits for threads that are inside the kernel. */
    private void stopInterrupting() {
        over = true;
        channel.interruptBell().wakeAnyway();
    }

    private void awaitInterrupts() {
        long last = NONE;
        for (int round = 0; !over; round++) {
            int ticket = channel.interruptBell().prepare();
            long wanted = channel.interrupted();
            if (wanted != last) {
                last = wanted;
                interrupt(wanted);
            } else if (!over) {
                channel.interruptBell().await(ticket, Long.MAX_VALUE, round, LONGEST_PAUSE_NANOS);
            }
        }
    }
}
