package dev.polyrhythm.internal.child;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.internal.process.InheritedProperties;
import dev.polyrhythm.internal.transport.LengthPrefixed;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.worker.WorkerAccess;
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
 * What a child is told on its standard input: who it is, and what to do.
 *
 * @param name the worker's name
 * @param number its number in the family
 * @param daemon whether it ends with its parent
 * @param parentPid the parent's process id
 * @param record where it leaves a word about its end; empty in a job that is practice
 * @param properties the parent's system properties, as far as they are inherited
 * @param worker the worker, serialized
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

    public static ChildRequest of(ProcessWorker worker, Path record, byte[] encoded) {
        return new ChildRequest(
                worker.getName(),
                WorkerAccess.get().number(worker),
                worker.isDaemon(),
                ProcessHandle.current().pid(),
                record.toString(),
                InheritedProperties.collect(),
                encoded);
    }

    /** What a spare does before its job comes. */
    public static ChildRequest practice(ProcessWorker worker) {
        return new ChildRequest(
                worker.getName(),
                WorkerAccess.get().number(worker),
                worker.isDaemon(),
                ProcessHandle.current().pid(),
                "",
                Map.of(),
                TaskCodec.encode(worker));
    }

    boolean isPractice() {
        return record.isEmpty();
    }

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

    /** So that the child, whose input is not buffered, reads twice and not for each word. */
    private static byte[] withLength(byte[] message) {
        return ByteBuffer.allocate(Integer.BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /**
     * Reads a job, in two reads from the input, see {@link LengthPrefixed}.
     *
     * @throws EOFException if there is less than a whole one
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
