package dev.polyrhythm.memory.internal.pipe;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of pipes in something that is on its way to another process: they count as held until
 * they have arrived, or it is known that they will not.
 */
public final class EndsInTransit {
    private static final ScopedValue<EndsInTransit> CURRENT = ScopedValue.newInstance();

    private final List<Passage> passages = new ArrayList<>();

    private record Passage(EndHolders end, long expected) {}

    /** Runs an action that serializes; if it fails, nothing is on its way. */
    public <T, X extends Throwable> T during(ScopedValue.CallableOp<T, X> action) throws X {
        boolean done = false;
        try {
            T result = ScopedValue.where(CURRENT, this).call(action);
            done = true;
            return result;
        } finally {
            if (!done) {
                cancel();
            }
        }
    }

    /**
     * Notes that an end is being serialized.
     *
     * @return the word to name where it arrives; {@link EndHolders#NONE} if the receiver is not
     *     known
     */
    public static long expect(EndHolders end) {
        if (!CURRENT.isBound()) {
            return EndHolders.NONE;
        }
        long expected = end.expect();
        CURRENT.get().passages.add(new Passage(end, expected));
        return expected;
    }

    /** Returns whether nothing is on its way. */
    public boolean isEmpty() {
        return passages.isEmpty();
    }

    public void cancel() {
        passages.forEach(passage -> passage.end().cancel(passage.expected()));
    }

    /** Notes that the receiver is dead. */
    public void receiverDied(long pid) {
        passages.forEach(passage -> passage.end().diedOnTheWay(passage.expected(), pid));
    }
}
