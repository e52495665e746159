package dev.polyrhythm.internal.transport;

import dev.polyrhythm.NotSerializableTaskException;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Refuses tasks and items that cannot travel, and names what is at fault. */
public final class TaskCodec {
    private TaskCodec() {}

    /** Fails if something cannot travel. */
    public static void requireTravels(Object task, String name) {
        try (ObjectOutputStream stream = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            stream.writeObject(task);
        } catch (IOException | StackOverflowError e) {
            throw refusal(task, name, e);
        }
    }

    /** Describes why something cannot travel, with the way to what is at fault. */
    public static NotSerializableTaskException refusal(
            @Nullable Object root, String name, Throwable reason) {
        SerializationFault fault = SerializationFault.find(root, name);
        String what = name.startsWith("item") ? "item" : name.equals("result") ? name : "task";
        return new NotSerializableTaskException(what, fault.path(), fault.type(), reason);
    }
}
