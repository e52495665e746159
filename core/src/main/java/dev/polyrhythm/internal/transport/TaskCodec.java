package dev.polyrhythm.internal.transport;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.child.ChildRequest;
import dev.polyrhythm.internal.pool.LargeValues;
import dev.polyrhythm.internal.pool.ValueWriter;
import dev.polyrhythm.internal.pool.Values;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a worker with its task into bytes and back: a plain worker whose task is a lambda goes over
 * a {@link ColdLambda} where that is possible, which is fast; else by Java serialization.
 */
public final class TaskCodec {
    private static final byte SERIALIZED = 0;
    private static final byte BRIDGED = 1;

    private TaskCodec() {}

    /**
     * The bytes of a worker.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; it says what
     */
    public static byte[] encode(ProcessWorker worker) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(worker, new DataOutputStream(bytes));
        } catch (IOException | StackOverflowError e) {
            throw refusal(worker, "worker", e);
        }
        return bytes.toByteArray();
    }

    private static void write(ProcessWorker worker, DataOutputStream out) throws IOException {
        SerializedLambda lambda = bridgeable(worker);
        out.writeByte(lambda == null ? SERIALIZED : BRIDGED);
        Task task = WorkerAccess.get().task(worker);
        if (lambda != null && task != null) {
            ReceivedTask.write(lambda, task, out);
            return;
        }
        try (ObjectOutputStream stream = new TransportOutputStream(out)) {
            stream.writeObject(worker);
        }
    }

    private static @Nullable SerializedLambda bridgeable(ProcessWorker worker) {
        Task task = WorkerAccess.get().task(worker);
        if (task == null || worker.getClass() != ProcessWorker.class) {
            return null;
        }
        SerializedLambda lambda = LambdaCaptures.lambda(task);
        return lambda != null && ColdLambda.fits(lambda, task) ? lambda : null;
    }

    public static ProcessWorker decode(ChildRequest job)
            throws IOException, ReflectiveOperationException {
        byte[] bytes = job.worker();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() == BRIDGED) {
            return WorkerAccess.get()
                    .arrived(job.name(), job.number(), job.daemon(), ReceivedTask.read(in));
        }
        InputStream rest = new ByteArrayInputStream(bytes, in.position(), in.remaining());
        try (ObjectInputStream stream = new TransportInputStream(rest)) {
            return (ProcessWorker) stream.readObject();
        }
    }

    /** What a task that has arrived asks for by name is found as its own class was. */
    public static void useLoaderOf(Object arrived) {
        ClassLoader loader = arrived.getClass().getClassLoader();
        if (loader != null && !loader.equals(TaskCodec.class.getClassLoader())) {
            Codebase.use(loader); // not loaded else: that would take a fresh JVM some time
        }
    }

    /**
     * A task as a value for a pool's channel, see {@link Values}.
     *
     * @throws NotSerializableTaskException if something in it cannot travel; it says what
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

    /** An item as a value; fails as {@link #encode(Object, String)} does. */
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

    public static void requireTravels(Object task, String name) {
        try (ObjectOutputStream stream = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            stream.writeObject(task);
        } catch (IOException | StackOverflowError e) {
            throw refusal(task, name, e);
        }
    }

    /** Why something cannot travel, with the way to what is at fault. */
    public static NotSerializableTaskException refusal(
            @Nullable Object root, String name, Throwable reason) {
        SerializationFault fault = SerializationFault.find(root, name);
        String what = name.startsWith("item") ? "item" : name.equals("result") ? name : "task";
        return new NotSerializableTaskException(what, fault.path(), fault.type(), reason);
    }
}
