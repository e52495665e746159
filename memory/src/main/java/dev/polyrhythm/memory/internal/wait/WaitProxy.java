package dev.polyrhythm.memory.internal.wait;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.Futex;
import dev.polyrhythm.platform.FutexSet;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Waits for words of shared memory on behalf of all parked threads of this process: so a virtual
 * thread does not hold its carrier, and thousands that wait cost next to nothing.
 */
final class WaitProxy {
    /*
     * A waiter enters itself under the lock, after it has found under the lock that its words are
     * what it expects, and parks. One thread, the helper, looks at all words under the lock,
     * releases the waiters of words that have changed, and then waits in the kernel for any word to
     * become another than it has just seen (futex_waitv), outside the lock.
     *
     * No wake-up is lost. A change before the waiter looks is found by the waiter. A change later
     * is found by the helper's next look, and that comes at once: if the helper was about to wait
     * for the word, the kernel compares it once more; if it waited, the waker wakes it; if it did
     * not know of the word, the thread that entered the word wakes it by the control word, which it
     * reads before it gives the lock back. Releasing is unparking, which is remembered. That a
     * waker was killed between the change and the wake-up costs a step, as the helper's wait is
     * bounded.
     *
     * In a round, every 5 ms, the first waiter of each word goes on for no reason, the next one in
     * the next round: so that one thread checks for interrupts, limits and dead owners, for all of
     * this process that wait for the same. Of many waiters, some more go on, so that each of 200
     * has its turn within 0.1 s. With more than fifty words the rounds become longer: all rounds
     * together let about 10,000 threads per second go on, at most.
     *
     * The kernel takes 127 words beside the control word; if there are more, the helper looks at
     * the rest every millisecond, or less often if looking takes more than 1 % of its time. Where
     * the kernel cannot be used, it looks every 0.2 ms.
     */
    private static final WaitProxy INSTANCE = new WaitProxy();
    private static final VarHandle INT = JAVA_INT.varHandle();
    private static final int MOST_IN_KERNEL = FutexSet.LARGEST - 1;
    private static final long ROUND_NANOS = 5_000_000;
    private static final long ROUND_NANOS_PER_WORD = 100_000;
    private static final int SHARE = 20;
    private static final int MOST_EXTRA = 10;
    private static final long SLICE_NANOS = 1_000_000;
    private static final long SLICE_NANOS_PER_WORD = 2_000;
    private static final long POLL_NANOS = 200_000;
    private static final long LONGEST_NANOS = 10_000_000_000L; // should the helper have failed

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, WaitedWord> words = new LinkedHashMap<>(); // by address
    private final MemorySegment control = Arena.global().allocate(JAVA_INT);
    private @Nullable Thread helper;
    private @Nullable FutexSet kernelWords; // written by the helper alone
    private long roundNanoTime = System.nanoTime();

    private WaitProxy() {}

    /**
     * Parks the current thread until any of the words was changed and its waiters woken, the limit
     * is over, it is interrupted, or for no reason.
     *
     * @param addresses aligned ints
     * @param expected what they were when the caller decided to wait
     * @param forOne whether each change, by 1, is meant for one waiter
     * @param limitNanos greater than 0
     */
    static void park(MemorySegment[] addresses, int[] expected, boolean forOne, long limitNanos) {
        INSTANCE.await(addresses, expected, new ParkedThread(forOne), limitNanos);
    }

    private void await(
            MemorySegment[] addresses, int[] expected, ParkedThread self, long limitNanos) {
        lock.lock();
        try {
            if (!enter(addresses, expected, self)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        LockSupport.parkNanos(this, Math.min(limitNanos, LONGEST_NANOS));
        if (!self.isReleased()) {
            lock.lock();
            try {
                self.leave();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Enters a thread; false if a word is not what is expected, and nothing is entered then. */
    private boolean enter(MemorySegment[] addresses, int[] expected, ParkedThread self) {
        for (int i = 0; i < addresses.length; i++) {
            if (look(addresses[i]) != expected[i]) {
                return false;
            }
        }
        int known = words.size();
        for (int i = 0; i < addresses.length; i++) {
            self.waitFor(word(addresses[i], expected[i]));
        }
        if (words.size() > known && known <= MOST_IN_KERNEL) {
            tellOfNewWords();
        }
        return true;
    }

    private int look(MemorySegment address) {
        WaitedWord known = words.get(address.address());
        if (known != null && known.look()) {
            return known.value();
        }
        words.remove(address.address()); // if it was there, as one that is closed
        return (int) INT.getVolatile(address, 0L);
    }

    private WaitedWord word(MemorySegment address, int value) {
        return words.computeIfAbsent(address.address(), a -> new WaitedWord(address, value));
    }

    private void tellOfNewWords() {
        if (helper == null) {
            helper = start();
        }
        LockSupport.unpark(helper);
        INT.getAndAdd(control, 0L, 1);
        if (kernelWords != null) {
            Futex.wake(control, 1);
        }
    }

    private Thread start() {
        return Thread.ofPlatform()
                .daemon()
                .name("polyrhythm-waits")
                .inheritInheritableThreadLocals(false)
                .start(this::help);
    }

    private void help() {
        FutexSet set = FutexSet.isAvailable() ? new FutexSet() : null;
        while (true) {
            try {
                helpOnce(set);
            } catch (RuntimeException | Error e) {
                System.getLogger("dev.polyrhythm").log(Level.WARNING, "waiting for others", e);
                LockSupport.parkNanos(this, ROUND_NANOS);
            }
        }
    }

    private void helpOnce(@Nullable FutexSet set) {
        long pauseNanos;
        lock.lock();
        try {
            words.values().removeIf(word -> !word.look());
            long leftNanos = roundNanoTime + roundNanos() - System.nanoTime();
            if (leftNanos <= 0) {
                beginRound();
                leftNanos = roundNanos();
            }
            kernelWords = set != null && Region.current().allCanWake() ? set : null;
            pauseNanos = words.isEmpty() ? 0 : Math.min(leftNanos, sliceNanos());
            if (kernelWords != null) {
                fill(kernelWords);
            }
        } finally {
            lock.unlock();
        }
        pause(pauseNanos);
    }

    private void beginRound() {
        Iterator<WaitedWord> all = words.values().iterator();
        while (all.hasNext()) {
            WaitedWord word = all.next();
            if (word.isEmpty()) {
                all.remove(); // not earlier: a released thread often waits again
            } else {
                word.release(1 + Math.min(word.size() / SHARE, MOST_EXTRA / words.size()));
            }
        }
        roundNanoTime = System.nanoTime();
    }

    /** Fills the set with the first words; the others are polled in short steps. */
    private void fill(FutexSet set) {
        set.clear();
        set.add(control, (int) INT.getVolatile(control, 0L));
        for (WaitedWord word : words.values()) {
            if (set.size() == FutexSet.LARGEST) {
                break;
            }
            set.add(word.word(), word.value());
        }
    }

    private void pause(long nanos) {
        if (nanos == 0) {
            LockSupport.park(this);
        } else if (kernelWords != null) {
            kernelWords.await(nanos);
        } else {
            LockSupport.parkNanos(this, Math.min(nanos, POLL_NANOS));
        }
    }

    private long roundNanos() {
        return Math.max(ROUND_NANOS, words.size() * ROUND_NANOS_PER_WORD);
    }

    private long sliceNanos() {
        return words.size() <= MOST_IN_KERNEL
                ? Long.MAX_VALUE
                : Math.max(SLICE_NANOS, words.size() * SLICE_NANOS_PER_WORD);
    }
}
