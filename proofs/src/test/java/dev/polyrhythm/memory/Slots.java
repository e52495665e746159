package dev.polyrhythm.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Things in shared memory for the states of a proof: made once, and given out again and again, as
 * jcstress makes millions of states and the blocks of a region are never freed.
 *
 * <p>jcstress has {@code STRIDE_SIZE * STRIDE_COUNT} states at a time. All threads are done with
 * all of them before it replaces them, one by one, and nobody uses the new ones before all are
 * replaced: a state is not needed any more once twice as many have been made after it.
 *
 * @param <T> the thing
 */
final class Slots<T> {
    /** What {@link Stress} tells jcstress. */
    static final int STRIDE_SIZE = 128;

    static final int STRIDE_COUNT = 2;

    private static final int COUNT = 2 * STRIDE_SIZE * STRIDE_COUNT;

    private final List<T> things = new ArrayList<>(COUNT);
    private final AtomicInteger next = new AtomicInteger();

    Slots(Supplier<T> maker) {
        for (int i = 0; i < COUNT; i++) {
            things.add(maker.get());
        }
    }

    /** One that nobody uses, as its last user left it. */
    T next() {
        return things.get(Math.floorMod(next.getAndIncrement(), COUNT));
    }
}
