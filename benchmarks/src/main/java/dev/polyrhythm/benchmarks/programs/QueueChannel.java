package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.memory.SharedQueue;

/**
 * Polyrhythm's queue.
 *
 * @param queue the queue to measure
 * @param <E> the items' type
 */
record QueueChannel<E>(SharedQueue<E> queue) implements Channel<E> {
    @Override
    public void put(E item) throws InterruptedException {
        queue.put(item);
    }

    @Override
    public E take() throws InterruptedException {
        return queue.take();
    }
}
