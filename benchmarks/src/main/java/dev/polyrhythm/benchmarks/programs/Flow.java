package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * What flows through a channel, and how the two ends go about it.
 *
 * @param channel what is measured
 * @param items what is sent
 * @param window when
 * @param batch after how many items one looks at the clock
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
                rate.look(count);
            }
        }
        return new Taken(rate.perSecond(count), count, keySum, sent, sentKeySum);
    }

    /**
     * What a consumer has seen.
     *
     * @param perSecond items
     * @param count items
     * @param keySum of their keys
     * @param sent how many items the marks speak of
     * @param sentKeySum of which keys
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
