package dev.polyrhythm;

import dev.polyrhythm.memory.spi.ContextObjectInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Turns a worker with its task into bytes and back: a plain worker whose task is a lambda goes over
 * a {@link LambdaBridge} where that is possible, which is fast; else by Java serialization.
 */
final class TaskCodec {
    private static final byte SERIALIZED = 0;
    private static final byte BRIDGED = 1;

    private TaskCodec() {}

    /**
     * The bytes of a worker.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; it says what
     */
    static byte[] encode(ProcessWorker worker) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(worker, new DataOutputStream(bytes));
        } catch (IOException | StackOverflowError e) {
            SerializationFault fault = SerializationFault.find(worker);
            throw new NotSerializableTaskException(fault.path(), fault.type(), e);
        }
        return bytes.toByteArray();
    }

    private static void write(ProcessWorker worker, DataOutputStream out) throws IOException {
        SerializedLambda lambda = bridgeable(worker);
        out.writeByte(lambda == null ? SERIALIZED : BRIDGED);
        Task task = worker.task();
        if (lambda != null && task != null) {
            ArrivedTask.write(lambda, task, out);
            return;
        }
        try (ObjectOutputStream stream = new ObjectOutputStream(out)) {
            stream.writeObject(worker);
        }
    }

    private static @Nullable SerializedLambda bridgeable(ProcessWorker worker) {
        Task task = worker.task();
        if (task == null || worker.getClass() != ProcessWorker.class) {
            return null;
        }
        SerializedLambda lambda = CapturedVariables.lambda(task);
        return lambda != null && LambdaBridge.fits(lambda, task) ? lambda : null;
    }

    static ProcessWorker decode(ChildJob job) throws IOException, ReflectiveOperationException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(job.worker()));
        if (in.readByte() == BRIDGED) {
            return ProcessWorker.arrived(job, ArrivedTask.read(in));
        }
        try (ObjectInputStream stream = new ContextObjectInputStream(in)) {
            return (ProcessWorker) stream.readObject();
        }
    }
}
