package dev.polyrhythm.memory;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Two records that many processes write until they are killed, and what must always be true of
 * them.
 *
 * @param updated each version is made of the one before
 * @param replaced each writer sets it to its own numbers, one after the other
 * @param updates how many calls of update have returned
 * @param sets how many calls of set have returned
 */
record RecordLedger(
        SharedRecord<Page> updated,
        SharedRecord<Page> replaced,
        SharedLong updates,
        SharedLong sets)
        implements Serializable {
    private static final int BURST = 50;
    private static final long PAUSE_NANOS = 500_000;

    /** Long enough to be killed in the middle of. */
    record Half(long a, long b, long c, long d, long e, long f, long g, long h) {
        static Half of(long x) {
            return new Half(x, x, x, x, x, x, x, x);
        }
    }

    /** All of it says the same, or it was torn. */
    record Page(int writer, long number, Half first, Half second, Half third, long last) {
        Page {
            Half expected = Half.of(number ^ writer);
            if (!first.equals(expected)
                    || !second.equals(expected)
                    || !third.equals(expected)
                    || last != number) {
                throw new AssertionError("torn: " + writer + ", " + number + ", " + last);
            }
        }

        static Page of(int writer, long number) {
            Half half = Half.of(number ^ writer);
            return new Page(writer, number, half, half, half, number);
        }
    }

    static RecordLedger open() {
        return new RecordLedger(
                SharedRecord.create(Page.of(0, 0)),
                SharedRecord.create(Page.of(0, 0)),
                SharedLong.create(0),
                SharedLong.create(0));
    }

    /** Writes until it is killed. */
    void write(int writer) {
        for (long number = 1; ; number++) {
            if (writer % 2 == 0) {
                updated.update(page -> Page.of(writer, page.number() + 1));
                updates.getAndAdd(1);
            } else {
                replaced.set(Page.of(writer, number));
                sets.getAndAdd(1);
            }
            if (number % BURST == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    long written() {
        return updates.get() + sets.get();
    }

    /** Reads all the time. */
    Survivor startReader() {
        return new Survivor(false, this::read);
    }

    private void read() {
        Map<Integer, Long> lastOf = new HashMap<>();
        while (!Thread.currentThread().isInterrupted()) {
            readUpdated();
            readReplaced(lastOf);
            LockSupport.parkNanos(PAUSE_NANOS / 10);
        }
    }

    private void readUpdated() {
        long returned = updates.get();
        Page page = updated.get();
        if (page.number() < returned) {
            throw new AssertionError("lost: " + page + ", updates=" + returned);
        }
    }

    private void readReplaced(Map<Integer, Long> lastOf) {
        Page page = replaced.get();
        long last = lastOf.getOrDefault(page.writer(), 0L);
        if (page.number() < last) {
            throw new AssertionError("went back: " + page + ", last=" + last);
        }
        lastOf.put(page.writer(), page.number());
    }
}
