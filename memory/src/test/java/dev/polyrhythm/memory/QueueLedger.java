package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A queue, and the account of what was put and taken, kept in shared memory so that it outlives who
 * writes it.
 *
 * @param queue of messages
 * @param capacity the queue's
 * @param byteSize the messages' length at most; every third is as long, the others are short
 * @param put of each stream: how many calls of put have returned
 * @param taken of each stream, {@value #MARKS} counters: how often the messages with that number,
 *     modulo their count, were taken
 */
record QueueLedger(
        SharedQueue<byte[]> queue,
        int capacity,
        int byteSize,
        SharedLongArray put,
        SharedIntArray taken)
        implements Serializable {
    private static final int MARKS = 1 << 10;
    private static final int BURST = 32;
    private static final long REST_NANOS = 1_000_000;
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(60);

    static QueueLedger open(int capacity, int byteSize, int streams) {
        return new QueueLedger(
                SharedQueue.create(capacity),
                capacity,
                byteSize,
                SharedLongArray.create(streams),
                SharedIntArray.create(streams * MARKS));
    }

    /**
     * Puts the next message of a stream that only the caller writes. Between bursts it rests, so
     * that there is time to start those who take the place of the dead.
     */
    void putNext(int stream) throws InterruptedException {
        long number = put.get(stream);
        int length = number % 3 == 0 ? byteSize : Message.SMALLEST + (int) (number % 64);
        queue.put(new Message(stream, number).toBytes(length));
        put.set(stream, number + 1);
        if (number % BURST == 0) {
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    /** Puts until the queue is closed. */
    void putAll(int stream) throws InterruptedException {
        try {
            while (true) {
                putNext(stream);
            }
        } catch (ClosedException e) {
            // the test is over
        }
    }

    /** Takes until the queue is closed. */
    void takeAll(boolean acknowledged, Consumer<Message> seen) throws InterruptedException {
        try {
            while (true) {
                takeNext(acknowledged, seen);
            }
        } catch (ClosedException e) {
            // the test is over
        }
    }

    private void takeNext(boolean acknowledged, Consumer<Message> seen)
            throws InterruptedException {
        try {
            if (acknowledged) {
                queue.take(bytes -> note(bytes, seen));
            } else {
                note(queue.take(), seen);
            }
        } catch (OwnerDiedException e) {
            assertThat(e.pid()).isNotEqualTo(ProcessHandle.current().pid());
        }
    }

    private void note(byte[] bytes, Consumer<Message> seen) {
        Message message = Message.of(bytes);
        taken.getAndAdd(mark(message.stream(), message.number()), 1);
        seen.accept(message);
    }

    private static int mark(int stream, long number) {
        return stream * MARKS + (int) (number % MARKS);
    }

    long takenInAll() {
        return taken.stream().asLongStream().sum();
    }

    long putInAll() {
        return put.stream().sum();
    }

    /**
     * Compares, when nobody puts or takes any more, what was taken with what was put. A message
     * whose producer was killed in put may have arrived or not.
     *
     * @param missing so many may be missing
     * @param repeated so many may have been taken again
     */
    void requireBalance(int missing, int repeated) {
        long lost = 0;
        long again = 0;
        for (int stream = 0; stream < put.length(); stream++) {
            long count = put.get(stream);
            for (int mark = 0; mark < MARKS; mark++) {
                long least = (count + MARKS - 1 - mark) / MARKS;
                long most = least + (mark == count % MARKS ? 1 : 0);
                int found = taken.get(stream * MARKS + mark);
                lost += Math.max(0, least - found);
                again += Math.max(0, found - most);
            }
        }
        assertThat(lost).as("missing, of %d", putInAll()).isLessThanOrEqualTo(missing);
        assertThat(again).as("repeated, of %d", putInAll()).isLessThanOrEqualTo(repeated);
    }

    /** Everything that the dead held has come back: the empty queue has its full capacity. */
    void requireFullCapacity() throws InterruptedException {
        byte[] small = new byte[Message.SMALLEST];
        for (int i = 0; i < capacity; i++) {
            assertThat(queue.offer(small, LONG)).as("place %d of %d", i, capacity).isTrue();
        }
        assertThat(queue.offer(small)).as("more than the capacity").isFalse();
        assertThat(queue).hasSize(capacity);
        for (int i = 0; i < capacity; i++) {
            assertThat(queue.poll()).isEqualTo(small);
        }
        assertThat(queue.poll()).isNull();
        assertThat(queue).hasSize(0);
    }

    /** Takes and notes what is left, when all others are dead: also what comes back. */
    void drain(Consumer<Message> seen) throws InterruptedException {
        for (int empty = 0; empty < 3; ) {
            try {
                byte[] bytes = queue.poll(SHORT);
                if (bytes == null) {
                    empty++;
                } else {
                    note(bytes, seen);
                }
            } catch (OwnerDiedException e) {
                // each is told once
            } catch (ClosedException e) {
                return;
            }
        }
    }
}
