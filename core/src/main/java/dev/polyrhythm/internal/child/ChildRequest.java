package dev.polyrhythm.internal.child;

import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The message to a child on its standard input: its identity and its task.
 *
 * @param name the worker's name
 * @param number its number in the family
 * @param daemon whether it ends with its parent
 * @param parentPid the parent's process id
 * @param record the file of its {@link ExitRecord}; empty for a warm-up
 * @param properties the parent's system properties, as far as they are inherited
 * @param worker the worker, see {@link WorkerCodec}
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record ChildRequest(
        String name,
        String number,
        boolean daemon,
        long parentPid,
        String record,
        Map<String, String> properties,
        byte[] worker) {

    /**
     * Returns the request to run a worker.
     *
     * @param worker the worker
     * @param record the file for the exit record
     * @param properties the system properties that the child inherits
     * @param encoded the worker, see {@link WorkerCodec}
     */
    public static ChildRequest of(
            ProcessWorkerView worker, Path record, Map<String, String> properties, byte[] encoded) {
        return new ChildRequest(
                worker.name(),
                worker.number(),
                worker.isDaemon(),
                ProcessHandle.current().pid(),
                record.toString(),
                properties,
                encoded);
    }

    /** Returns the request to run a task as a worker that has no number in the program. */
    public static ChildRequest ofSpare(
            Path record, Map<String, String> properties, byte[] encoded) {
        return spare(record.toString(), properties, encoded);
    }

    /** Returns the request to run a task and then wait for the next request. */
    public static ChildRequest warmUp(byte[] encoded) {
        return spare("", Map.of(), encoded);
    }

    private static ChildRequest spare(
            String record, Map<String, String> properties, byte[] encoded) {
        long pid = ProcessHandle.current().pid();
        return new ChildRequest("spare", "", true, pid, record, properties, encoded);
    }

    boolean isWarmUp() {
        return record.isEmpty();
    }

    /** Returns the bytes that {@link #read} reads. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            LengthPrefixed.writeText(out, name);
            LengthPrefixed.writeText(out, number);
            out.writeBoolean(daemon);
            out.writeLong(parentPid);
            LengthPrefixed.writeText(out, record);
            out.writeInt(properties.size());
            for (Map.Entry<String, String> property : properties.entrySet()) {
                LengthPrefixed.writeText(out, property.getKey());
                LengthPrefixed.writeText(out, property.getValue());
            }
            LengthPrefixed.writeBytes(out, worker);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail so
        }
        return withLength(bytes.toByteArray());
    }

    /** Adds the length, so that the child, whose input is not buffered, reads twice only. */
    private static byte[] withLength(byte[] message) {
        return ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /**
     * Reads a request.
     *
     * @throws EOFException if the input ends before the request does
     */
    public static ChildRequest read(InputStream input) throws IOException {
        ByteBuffer in = readFully(input, readFully(input, Integer.BYTES).getInt());
        return new ChildRequest(
                LengthPrefixed.readText(in),
                LengthPrefixed.readText(in),
                in.get() != 0,
                in.getLong(),
                LengthPrefixed.readText(in),
                readProperties(in),
                LengthPrefixed.readBytes(in));
    }

    private static ByteBuffer readFully(InputStream input, int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("bytes=%d, expected=%d".formatted(bytes.length, length));
        }
        return ByteBuffer.wrap(bytes);
    }

    private static Map<String, String> readProperties(ByteBuffer in) {
        Map<String, String> properties = new HashMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            properties.put(LengthPrefixed.readText(in), LengthPrefixed.readText(in));
        }
        return properties;
    }
}
