package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * A carrier of items from process to process.
 *
 * @param <E> the items' type
 */
interface Channel<E> extends Serializable {
    /** Waits for room. */
    void put(E item) throws InterruptedException;

    /** Waits for an item; returns a copy that belongs to the caller. */
    E take() throws InterruptedException;
}
