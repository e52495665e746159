package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.channel.LargeValues;
import dev.polyrhythm.internal.channel.ValueWriter;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.transport.TaskText;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The items of a map, which are cut into chunks one after the other, and encoded for workers that
 * are processes. One thread cuts: what the user's classes do there holds up that thread alone.
 */
final class MapItems<A extends @Nullable Object> {
    private static final int MOST_BYTES = 1 << 15;

    private final A[] items;
    private final boolean travel;
    private final ValueWriter writer = new ValueWriter(LargeValues.POOL);
    private int cut; // written by the thread that cuts; others see it with the chunk at the latest

    /**
     * Copies the items.
     *
     * @param travel whether they go to other processes
     */
    @SuppressWarnings("unchecked") // nothing but what comes out of the collection is in the array
    MapItems(Collection<? extends A> items, boolean travel) {
        this.items = (A[]) items.toArray();
        this.travel = travel;
    }

    int count() {
        return items.length;
    }

    A get(int index) {
        return items[index];
    }

    /** Returns how many are in no chunk yet. */
    int rest() {
        return items.length - cut;
    }

    /** Cuts off the next so many, or fewer if they are large. */
    Chunk cut(Submission submission, int most) {
        int first = cut;
        if (!travel) {
            cut += most;
            return Chunk.ofThreads(submission, first, most);
        }
        writer.reset();
        try {
            while (cut < first + most && writer.size() < MOST_BYTES) {
                encode(items[cut]);
                cut++;
            }
        } catch (RuntimeException | Error e) {
            Chunk.ofProcesses(submission, first, cut - first, writer).removeLargeItems();
            throw e;
        }
        return Chunk.ofProcesses(submission, first, cut - first, writer);
    }

    private void encode(A item) {
        int start = writer.size();
        boolean done = false;
        try {
            writer.putValue(item);
            done = true;
        } catch (ObjectStreamException | StackOverflowError e) {
            throw TaskCodec.refusal(item, "item[" + cut + "]", e);
        } catch (IOException e) {
            throw new PolyrhythmException("an item cannot be handed over: " + describe(cut), e);
        } finally {
            if (!done) {
                writer.truncate(start);
            }
        }
    }

    /** Describes an item, for messages. Runs code of the user. */
    String describe(int index) {
        return "item=%s, index=%d".formatted(TaskText.of(items[index]), index);
    }
}
