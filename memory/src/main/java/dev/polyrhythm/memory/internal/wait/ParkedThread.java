package dev.polyrhythm.memory.internal.wait;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A parked thread and the words any of which ends its wait; guarded as {@link WaitedWord} is. */
final class ParkedThread {
    private final Thread thread = Thread.currentThread();
    private final List<WaitedWord> words = new ArrayList<>(1);
    private final boolean forOne;
    private volatile boolean released;

    /**
     * Makes it of the current thread.
     *
     * @param forOne whether each change of the word is meant for one waiter
     */
    ParkedThread(boolean forOne) {
        this.forOne = forOne;
    }

    boolean isForOne() {
        return forOne;
    }

    /** Returns whether it waits for nothing any more; alone read without the lock. */
    boolean isReleased() {
        return released;
    }

    void waitFor(WaitedWord word) {
        words.add(word);
        word.add(this);
    }

    void leave() {
        words.forEach(word -> word.remove(this));
        released = true;
    }

    void release() {
        leave();
        LockSupport.unpark(thread);
    }
}
