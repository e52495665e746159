package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * Items to send, with the keys and marks by which a consumer verifies them.
 *
 * @param <E> the items' type
 */
interface Items<E> extends Serializable {
    /** Returns the item that is sent after so many others. */
    E get(long number);

    /** Returns a number that identifies the item's content. */
    int key(E item);

    /** Returns the mark that a producer sends after its items. */
    E mark(long count, long keySum);

    /** Returns whether an item is a mark. */
    boolean isMark(E item);

    /** Returns the number of items before a mark. */
    long count(E mark);

    /** Returns the sum of the keys of the items before a mark. */
    long keySum(E mark);
}
