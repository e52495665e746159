package dev.polyrhythm.internal.channel;

import dev.polyrhythm.internal.transport.ShippedObjects;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.transport.WarmLambda;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.codec.GrowingBuffer;
import dev.polyrhythm.memory.internal.codec.ValueForms;
import dev.polyrhythm.memory.internal.codec.ValueKind;
import java.io.IOException;
import java.io.ObjectStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Values one behind the other, on their way between a pool and its workers; see {@link Values} for
 * their form. One thread writes.
 */
public final class ValueWriter extends GrowingBuffer {
    private final long owner;

    /**
     * Makes an empty one.
     *
     * @param owner the owner of the files of large values, see {@link LargeValues}
     */
    public ValueWriter(long owner) {
        this.owner = owner;
    }

    /**
     * Returns a task as a value.
     *
     * @throws dev.polyrhythm.NotSerializableTaskException if something in it cannot travel; it says
     *     what
     * @throws PolyrhythmException if it is large and there is no space for it
     */
    public static byte[] encodeTask(Object task, String name) {
        ValueWriter writer = new ValueWriter(LargeValues.POOL);
        try {
            writer.putTask(task);
            return writer.toByteArray();
        } catch (StackOverflowError | ObjectStreamException e) {
            throw TaskCodec.refusal(task, name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("the task cannot be handed over: " + name, e);
        }
    }

    /** Returns an item as a value; fails as {@link #encodeTask} does. */
    public static byte[] encodeItem(@Nullable Object item, String name) {
        ValueWriter writer = new ValueWriter(LargeValues.POOL);
        try {
            writer.putValue(item);
            return writer.toByteArray();
        } catch (StackOverflowError | ObjectStreamException e) {
            throw TaskCodec.refusal(item, name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("the item cannot be handed over: " + name, e);
        }
    }

    /**
     * Appends a value.
     *
     * @throws IOException if it cannot travel, or there is no space for a large one
     */
    public void putValue(@Nullable Object value) throws IOException {
        int start = size();
        putInt(0);
        end(start, ValueForms.append(value, this, ShippedObjects.CODEC));
    }

    /** Appends a task or a function: a lambda often has a shorter form. */
    void putTask(Object task) throws IOException {
        int start = size();
        putInt(0);
        if (WarmLambda.write(task, this)) {
            end(start, Values.LAMBDA);
        } else {
            ShippedObjects.CODEC.write(task, this);
            end(start, ValueKind.OBJECT);
        }
    }

    /** Moves a large value to a file; then writes the header. */
    private void end(int start, int kind) throws IOException {
        int length = size() - start - Values.HEADER;
        if (length > Values.LARGEST_INLINE) {
            long number = LargeValues.write(owner, array(), start + Values.HEADER, length);
            truncate(start);
            putLarge(number, kind);
        } else {
            setInt(start, ValueKind.header(kind, length));
        }
    }

    private void putLarge(long number, int kind) {
        putInt(ValueKind.header(Values.LARGE, LargeValueLayout.BYTE_SIZE));
        putLong(owner);
        putLong(number);
        putInt(kind);
    }

    /** Appends bytes of a kind of their own, however many. */
    void putBytes(int kind, byte[] bytes) throws IOException {
        if (bytes.length > Values.LARGEST_INLINE) {
            putLarge(LargeValues.write(owner, bytes, 0, bytes.length), kind);
        } else {
            putInt(ValueKind.header(kind, bytes.length));
            putBytes(bytes);
        }
    }
}
