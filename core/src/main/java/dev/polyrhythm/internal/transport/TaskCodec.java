package dev.polyrhythm.internal.transport;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.internal.pool.LargeValues;
import dev.polyrhythm.internal.pool.ValueWriter;
import dev.polyrhythm.internal.pool.Values;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Turns tasks and items into values for a pool's channels, and names what cannot travel. */
public final class TaskCodec {
    private TaskCodec() {}

    /**
     * Returns a task as a value for a pool's channel, see {@link Values}.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; its message names that
     * @throws PolyrhythmException if it is large and there is no space for it
     */
    public static byte[] encode(Object task, String name) {
        ValueWriter writer = new ValueWriter(LargeValues.POOL);
        try {
            writer.putTask(task);
            return writer.toByteArray();
        } catch (StackOverflowError | ObjectStreamException e) {
            throw refusal(task, name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("the task cannot be handed over: " + name, e);
        }
    }

    /** Returns an item as a value; fails as {@link #encode(Object, String)} does. */
    public static byte[] encodeItem(@Nullable Object item, String name) {
        ValueWriter writer = new ValueWriter(LargeValues.POOL);
        try {
            writer.putValue(item);
            return writer.toByteArray();
        } catch (StackOverflowError | ObjectStreamException e) {
            throw refusal(item, name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("the item cannot be handed over: " + name, e);
        }
    }

    /** Fails if something cannot travel. */
    public static void requireTravels(Object task, String name) {
        try (ObjectOutputStream stream = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            stream.writeObject(task);
        } catch (IOException | StackOverflowError e) {
            throw refusal(task, name, e);
        }
    }

    /** Returns why something cannot travel, with the path to the object at fault. */
    public static NotSerializableTaskException refusal(
            @Nullable Object root, String name, Throwable reason) {
        SerializationFault fault = SerializationFault.find(root, name);
        String what = name.startsWith("item") ? "item" : name.equals("result") ? name : "task";
        return new NotSerializableTaskException(what, fault.path(), fault.type(), reason);
    }
}
