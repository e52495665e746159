package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/**
 * What is sent, and how who takes it knows that it is right.
 *
 * @param <E> the items' type
 */
interface Items<E> extends Serializable {
    /** The item that is sent after so many others. */
    E get(long number);

    /** A number that says which item it is. */
    int key(E item);

    /** What a producer sends after its items. */
    E mark(long count, long keySum);

    /** Whether it is a mark. */
    boolean isMark(E item);

    /** Of a mark: how many items were before it. */
    long count(E mark);

    /** Of a mark: the sum of their keys. */
    long keySum(E mark);
}
