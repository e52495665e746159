package dev.polyrhythm.memory;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the two actors of a state meet before they begin: then they overlap in most states, and not
 * by chance in a few, however short their work is. Who waits for one that does not run gives up.
 */
final class Rendezvous {
    private static final int PATIENCE = 500;

    private final AtomicInteger present = new AtomicInteger();

    void await() {
        present.incrementAndGet();
        for (int i = 0; i < PATIENCE && present.get() < 2; i++) {
            Thread.onSpinWait();
        }
    }
}
