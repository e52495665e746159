package dev.polyrhythm.gpio.internal.simulated;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.LineDriver;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * A simulated line: its level, and a ring of its last edges.
 *
 * <p>Any thread of any process may set it. One CAS changes the level and takes the edge's number;
 * the writer then records the edge in the ring, time first, number last, the old number having been
 * wiped before: a reader that finds the number twice, before and after the time, has a whole edge.
 * A writer that is killed in between has moved the line and lost one record.
 */
final class Line implements LineDriver {
    private final MemorySegment entry;
    private final MemorySegment ring;

    Line(PinMemory pin) {
        this.entry = pin.entry();
        this.ring = pin.file();
    }

    boolean level() {
        return isHigh(PinLayout.get(entry, PinLayout.LINE));
    }

    /** Returns the number of edges so far, which is the number of the last one. */
    long lastEdge() {
        return PinLayout.get(entry, PinLayout.LINE) >>> 1;
    }

    /** Moves the line; an edge is recorded only where the level changes. */
    @Override
    public void set(boolean high, long nanoTime) {
        while (true) {
            long before = PinLayout.get(entry, PinLayout.LINE);
            if (isHigh(before) == high) {
                return;
            }
            long after = ((before >>> 1) + 1) << 1 | (high ? 1 : 0);
            if (PinLayout.WORD.compareAndSet(entry, PinLayout.LINE, before, after)) {
                record(after, nanoTime);
                return;
            }
        }
    }

    private void record(long tag, long nanoTime) {
        long number = tag >>> 1;
        PinLayout.WORD.setOpaque(ring, PinLayout.edgeTag(number), 0L);
        VarHandle.storeStoreFence();
        ring.set(JAVA_LONG, PinLayout.edgeTime(number), nanoTime);
        PinLayout.WORD.setRelease(ring, PinLayout.edgeTag(number), tag);
    }

    /** The state of an edge's record. */
    enum Found {
        WHOLE,
        /** A later edge has taken its place. */
        OVERWRITTEN,
        /** Its writer has not completed it yet, or was killed. */
        NOT_YET
    }

    /** Reads an edge into the cursor. */
    Found read(long number, Cursor into) {
        long tag = PinLayout.get(ring, PinLayout.edgeTag(number));
        if (tag >>> 1 != number) {
            return tag >>> 1 > number ? Found.OVERWRITTEN : Found.NOT_YET;
        }
        into.nanoTime = ring.get(JAVA_LONG, PinLayout.edgeTime(number));
        into.high = isHigh(tag);
        VarHandle.acquireFence();
        long after = (long) PinLayout.WORD.getOpaque(ring, PinLayout.edgeTag(number));
        return after == tag ? Found.WHOLE : Found.OVERWRITTEN;
    }

    private static boolean isHigh(long word) {
        return (word & 1) != 0;
    }

    /** The edge that was read last. */
    static final class Cursor {
        long nanoTime;
        boolean high;
    }
}
