package dev.polyrhythm;

import dev.polyrhythm.memory.spi.ContextObjectInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Turns a worker with its task into bytes and back, by Java serialization. */
final class TaskCodec {
    private TaskCodec() {}

    /**
     * The bytes of a worker.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; it says what
     */
    static byte[] encode(ProcessWorker worker) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(worker);
        } catch (IOException | StackOverflowError e) {
            SerializationFault fault = SerializationFault.find(worker);
            throw new NotSerializableTaskException(fault.path(), fault.type(), e);
        }
        return bytes.toByteArray();
    }

    static Object decode(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream =
                new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        }
    }
}
