package dev.polyrhythm;

/**
 * Which item a worker process runs, so that an interrupt meets that one and no other. The pool says
 * which it wants interrupted; a thread waits for that.
 */
final class CurrentItem {
    private static final long NONE = -1;
    private static final long LONGEST_PAUSE_NANOS = 10_000_000;

    private final Channel channel;
    private final Thread runner;
    private long number = NONE; // guarded by this

    CurrentItem(Channel channel, Thread runner) {
        this.channel = channel;
        this.runner = runner;
    }

    synchronized void begin(long itemNumber) {
        number = itemNumber;
    }

    /** An interrupt that the item has not noticed must not meet the next one. */
    synchronized void end() {
        number = NONE;
        boolean ignored = Thread.interrupted();
    }

    private synchronized void interrupt(long itemNumber) {
        if (number == itemNumber) {
            runner.interrupt();
        }
    }

    void startInterrupting() {
        Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-pool-interrupts")
                .start(this::awaitInterrupts);
    }

    private void awaitInterrupts() {
        long last = NONE;
        for (int round = 0; ; round++) {
            int ticket = channel.interruptBell().prepare();
            long wanted = channel.interrupted();
            if (wanted != last) {
                last = wanted;
                interrupt(wanted);
            } else {
                channel.interruptBell().await(ticket, Long.MAX_VALUE, round, LONGEST_PAUSE_NANOS);
            }
        }
    }
}
