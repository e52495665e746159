package dev.polyrhythm.internal.transport;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import dev.polyrhythm.memory.internal.codec.GrowingBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Turns a worker with its task into bytes and back. Of a plain worker whose task is a lambda only
 * the task travels, over a {@link ColdLambda} where that is possible, which is fast; else all of
 * the worker by Java serialization.
 */
public final class WorkerCodec {
    private static final byte SERIALIZED = 0;
    private static final byte BRIDGED = 1;

    private WorkerCodec() {}

    /**
     * Returns the bytes of a worker.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; its message names that
     */
    public static byte[] encode(ProcessWorkerView worker) {
        return encode(worker.worker(), worker.isPlain() ? worker.task() : null);
    }

    /** Returns the bytes of a task without a worker. */
    public static byte[] encode(Task task) {
        return encode(task, task);
    }

    private static byte[] encode(Object whole, @Nullable Task task) {
        GrowingBuffer bytes = new GrowingBuffer();
        try {
            write(whole, task, bytes);
        } catch (IOException | StackOverflowError e) {
            throw TaskCodec.refusal(whole, "worker", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Object whole, @Nullable Task task, GrowingBuffer out)
            throws IOException {
        SerializedLambda lambda = task == null ? null : LambdaCaptures.lambda(task);
        if (task != null && lambda != null && ColdLambda.fits(lambda, task)) {
            out.putByte(BRIDGED);
            ReceivedTask.write(lambda, task, out);
            return;
        }
        out.putByte(SERIALIZED);
        ShippedObjects.CODEC.write(whole, out);
    }

    /**
     * Reads a worker.
     *
     * @return the whole worker, or its task if only that has travelled
     */
    public static Object decode(byte[] bytes) throws IOException, ReflectiveOperationException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.get() == BRIDGED) {
            return ReceivedTask.read(in);
        }
        InputStream rest = new ByteArrayInputStream(bytes, in.position(), in.remaining());
        try (ObjectInputStream stream = new TransportInputStream(rest)) {
            return stream.readObject();
        }
    }

    /** Has classes that an arrived task names looked up where the task's own class was found. */
    public static void useLoaderOf(Object arrived) {
        ClassLoader loader = arrived.getClass().getClassLoader();
        if (loader != null && !loader.equals(WorkerCodec.class.getClassLoader())) {
            Codebase.use(loader); // not loaded else: that would take a fresh JVM some time
        }
    }
}
