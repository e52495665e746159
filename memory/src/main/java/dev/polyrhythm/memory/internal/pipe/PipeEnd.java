package dev.polyrhythm.memory.internal.pipe;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One end of a pipe as this process has it: one object, however many connections there are. The
 * process holds the end from its first use, or from when it came here, until it closes it or ends.
 */
public final class PipeEnd {
    private static final Map<Key, PipeEnd> ALL = new ConcurrentHashMap<>();

    private record Key(PipeMemory pipe, PipeMemory.Side side) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.side == side
                    && key.pipe.table().equals(pipe.table());
        }

        @Override
        public int hashCode() {
            return Objects.hash(pipe.table(), side);
        }
    }

    private final Key key;
    private final EndHolders holders;
    private final Runnable atExit = this::close;
    private volatile boolean held;
    private volatile boolean closed;
    private long expected = EndHolders.NONE;

    private PipeEnd(Key key) {
        this.key = key;
        this.holders = key.pipe.holders(key.side);
    }

    public static PipeEnd of(PipeMemory pipe, PipeMemory.Side side) {
        return ALL.computeIfAbsent(new Key(pipe, side), PipeEnd::new);
    }

    public EndHolders holders() {
        return holders;
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * Makes the end usable here from now on.
     *
     * @throws ClosedException if this process has closed it
     */
    public void hold() {
        if (!held || closed) {
            beginToHold();
            PipeEnd other = ALL.get(new Key(key.pipe, key.side.other()));
            if (other != null) {
                other.forgo();
            }
        }
    }

    private synchronized void beginToHold() {
        requireOpen();
        if (!held) {
            holders.enter();
            cancelExpected();
            ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, atExit);
            held = true;
        }
    }

    public void requireOpen() {
        if (closed) {
            throw new ClosedException("this end of the pipe is closed: side=" + key.side);
        }
    }

    /** Notes that this end came with a pipe, and may be the one that is used here. */
    public synchronized void mayBeUsed(long expectedHere) {
        if (held || closed) {
            holders.cancel(expectedHere);
        } else {
            expected = expectedHere;
        }
    }

    /** Gives this end up, as the other one is used here. */
    private synchronized void forgo() {
        if (!held) {
            cancelExpected();
        }
    }

    private void cancelExpected() {
        holders.cancel(expected);
        expected = EndHolders.NONE;
    }

    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ALL.remove(key, this);
        ShutdownPhases.unregister(ShutdownPhases.Phase.MEMORY, atExit);
        cancelExpected();
        if (holders.leave()) {
            key.pipe.close();
        }
    }
}
