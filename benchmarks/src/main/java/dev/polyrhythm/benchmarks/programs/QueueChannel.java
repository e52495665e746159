package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.memory.SharedQueue;

/**
 * Ours.
 *
 * @param queue what is measured
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
