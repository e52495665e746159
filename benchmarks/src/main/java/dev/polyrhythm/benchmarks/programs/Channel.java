package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * One of those who carry items from process to process.
 *
 * @param <E> the items' type
 */
interface Channel<E> extends Serializable {
    /** Waits for room. */
    void put(E item) throws InterruptedException;

    /** Waits for an item, which is the taker's own. */
    E take() throws InterruptedException;
}
