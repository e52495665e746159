package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.channel.ValueWriter;
import dev.polyrhythm.internal.channel.Values;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some of a submission's items, one behind the other, that a worker gets at once.
 *
 * @param submission what they belong to
 * @param first index of the first one
 * @param count how many
 * @param items their bytes, see {@link Values}; empty where the workers are threads
 */
record Chunk(Submission submission, int first, int count, MemorySegment items) {
    private static final MemorySegment NO_BYTES = MemorySegment.ofArray(new byte[0]);

    /** Makes one for a worker that is a thread. */
    static Chunk ofThreads(Submission submission, int first, int count) {
        return new Chunk(submission, first, count, NO_BYTES);
    }

    static Chunk ofProcesses(Submission submission, int first, int count, ValueWriter items) {
        byte[] bytes = Arrays.copyOf(items.array(), items.size());
        return new Chunk(submission, first, count, MemorySegment.ofArray(bytes));
    }

    /** Returns it without so many items at the beginning. */
    Chunk after(int done) {
        MemorySegment rest = items.byteSize() == 0 ? items : items.asSlice(offset(done));
        return done == 0 ? this : new Chunk(submission, first + done, count - done, rest);
    }

    /** Returns only so many items at the beginning. */
    Chunk before(int end) {
        MemorySegment rest = items.byteSize() == 0 ? items : items.asSlice(0, offset(end));
        return end == count ? this : new Chunk(submission, first, end, rest);
    }

    /** Cuts it into so many parts, or one for each item if there are fewer. */
    List<Chunk> parts(int most) {
        List<Chunk> parts = new ArrayList<>();
        Chunk rest = this;
        for (int left = Math.min(most, count); left > 0; left--) {
            int part = Math.ceilDiv(rest.count, left);
            parts.add(rest.before(part));
            rest = rest.after(part);
        }
        return parts;
    }

    @SuppressWarnings("ReferenceEquality") // this very submission
    boolean isOf(Submission other) {
        return submission == other;
    }

    private long offset(int place) {
        long offset = 0;
        for (int i = 0; i < place; i++) {
            offset = Values.next(items, offset);
        }
        return offset;
    }

    /** Removes what lies in files, once the items are over. */
    void removeLargeItems() {
        for (long at = 0; at < items.byteSize(); ) {
            Values.remove(items, at);
            at = Values.next(items, at);
        }
    }
}
