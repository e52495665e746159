package dev.polyrhythm.platform.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The edges of a request's lines, read in batches by one thread at a time. Closing wakes the thread
 * that waits; it may be done by that thread itself, between two calls.
 */
public final class LineEvents {
    private static final int BATCH = 64;
    private static final int OF_LINES = 0; // indices in the array for poll
    private static final int OF_SIGNAL = 1;

    private final int lines;
    private final int signal;
    private final MemorySegment events;
    private final MemorySegment polled;
    private volatile boolean closed;

    /** Reads from the descriptor of a request, which outlives it. */
    LineEvents(int lines) throws SystemCallException {
        this.lines = lines;
        this.signal = DescriptorCalls.newSignal();
        Arena arena = Arena.ofAuto();
        this.events = arena.allocate(BATCH * LineEventLayout.SIZE, Long.BYTES);
        this.polled = arena.allocate(2 * PollLayout.SIZE, Long.BYTES);
        PollLayout.write(polled, OF_LINES, lines);
        PollLayout.write(polled, OF_SIGNAL, signal);
    }

    /**
     * Waits until there are events, and reads up to 64 of them.
     *
     * @return how many were read; 0 when woken by the close or for no reason
     * @throws SystemCallException if the chip has gone
     */
    public synchronized int await() throws SystemCallException {
        if (closed) {
            return 0;
        }
        DescriptorCalls.poll(polled, 2);
        if (closed || !PollLayout.isReady(polled, OF_LINES)) {
            return 0;
        }
        return (int) (DescriptorCalls.read(lines, events) / LineEventLayout.SIZE);
    }

    /**
     * Returns an event of the last batch.
     *
     * @param index 0 to what {@link #await} returned, exclusive
     * @return the event
     */
    public LineEvent get(int index) {
        return LineEventLayout.read(events, index);
    }

    /**
     * Whether there will be no more events.
     *
     * @return true once the request is being closed
     */
    public boolean isClosed() {
        return closed;
    }

    /** Wakes the thread that waits and returns once it has let go of the descriptors. */
    void close() {
        closed = true;
        DescriptorCalls.signal(signal);
        synchronized (this) {
            DescriptorCalls.close(signal);
        }
    }
}
