package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * A stream of items through a channel, with the loops of its two ends.
 *
 * @param channel the channel to measure
 * @param items the items to send
 * @param window the time of the measurement
 * @param batch after how many items each end reads the clock
 * @param ordered whether there is one producer and one consumer
 * @param <E> the items' type
 */
record Flow<E>(Channel<E> channel, Items<E> items, Window window, int batch, boolean ordered)
        implements Serializable {
    /** Sends until the window is over, then a mark. */
    void produce() throws InterruptedException {
        window.enter();
        long end = window.end();
        long count = 0;
        long keySum = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < batch; i++) {
                E item = items.get(count++);
                keySum += items.key(item);
                channel.put(item);
            }
        }
        channel.put(items.mark(count, keySum));
    }

    /** Takes until so many marks have come. */
    Taken consume(int marks) throws InterruptedException {
        Rate rate = new Rate(window);
        long count = 0;
        long keySum = 0;
        long sent = 0;
        long sentKeySum = 0;
        for (int left = marks; left > 0; ) {
            E item = channel.take();
            if (items.isMark(item)) {
                sent += items.count(item);
                sentKeySum += items.keySum(item);
                left--;
                continue;
            }
            int key = items.key(item);
            if (ordered && key != items.key(items.get(count))) {
                throw new IllegalStateException("out of order: count=" + count);
            }
            keySum += key;
            count++;
            if (count % batch == 0) {
                rate.sample(count);
            }
        }
        return new Taken(rate.perSecond(count), count, keySum, sent, sentKeySum);
    }

    /**
     * The result of a consumer.
     *
     * @param perSecond items in a second
     * @param count items taken
     * @param keySum sum of their keys
     * @param sent items sent, as the marks say
     * @param sentKeySum sum of the keys, as the marks say
     */
    record Taken(double perSecond, long count, long keySum, long sent, long sentKeySum)
            implements Serializable {
        Taken plus(Taken other) {
            return new Taken(
                    perSecond + other.perSecond,
                    count + other.count,
                    keySum + other.keySum,
                    sent + other.sent,
                    sentKeySum + other.sentKeySum);
        }

        void verify() {
            Figure.verify("items taken", sent, count);
            Figure.verify("sum of the keys", sentKeySum, keySum);
        }
    }
}
