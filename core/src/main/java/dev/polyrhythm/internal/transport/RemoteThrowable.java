package dev.polyrhythm.internal.transport;

import dev.polyrhythm.TaskFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An exception on its way between processes: its text and stack, which always travel, and itself,
 * where it can.
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record RemoteThrowable(
        String className,
        @Nullable String message,
        StackTraceElement[] stack,
        @Nullable RemoteThrowable cause,
        byte[] original)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
    private static final int LONGEST_CHAIN = 16;
    private static final byte[] CANNOT_TRAVEL = {};

    public static byte[] encode(Throwable failure) {
        byte[] encoded = serialize(describe(failure, serialize(failure), 0));
        return encoded.length == 0 ? CANNOT_TRAVEL : encoded;
    }

    private static RemoteThrowable describe(Throwable failure, byte[] original, int depth) {
        Throwable cause = depth < LONGEST_CHAIN ? failure.getCause() : null;
        return new RemoteThrowable(
                failure.getClass().getName(),
                failure.getMessage(),
                failure.getStackTrace(),
                cause == null ? null : describe(cause, CANNOT_TRAVEL, depth + 1),
                original);
    }

    /** Returns the object's bytes, or none if a part of it cannot travel. */
    private static byte[] serialize(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new TransportOutputStream(bytes)) {
            stream.writeObject(object);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return CANNOT_TRAVEL;
        }
        return bytes.toByteArray();
    }

    public static TaskFailedException decode(byte[] encoded) {
        Object decoded = deserialize(encoded);
        if (decoded instanceof RemoteThrowable remote) {
            return remote.failure(remote.toCause());
        }
        return new RemoteThrowable(
                        "unknown",
                        "its description did not arrive",
                        new StackTraceElement[0],
                        null,
                        CANNOT_TRAVEL)
                .failure(null);
    }

    private TaskFailedException failure(@Nullable Throwable thrown) {
        return new TaskFailedException(
                "the task failed in another process: " + this, className, message, stack, thrown);
    }

    private static @Nullable Object deserialize(byte[] bytes) {
        if (bytes.length == 0) {
            return null;
        }
        try (ObjectInputStream stream = new TransportInputStream(bytes)) {
            return stream.readObject();
        } catch (IOException
                | ClassNotFoundException
                | RuntimeException
                | LinkageError
                | StackOverflowError e) {
            return null;
        }
    }

    /** Returns the exception itself if it arrives whole, else a likeness of it. */
    private Throwable toCause() {
        return deserialize(original) instanceof Throwable whole ? whole : new Likeness(this);
    }

    @Override
    public String toString() {
        return message == null ? className : className + ": " + message;
    }

    /** Stands for an exception that could not travel; prints as that one would. */
    private static final class Likeness extends Exception {
        @Serial private static final long serialVersionUID = 1L;
        private final String text;

        Likeness(RemoteThrowable remote) {
            super(remote.message(), remote.cause() == null ? null : new Likeness(remote.cause()));
            this.text = remote.toString();
            setStackTrace(remote.stack());
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // to print under the other class's name
        public String toString() {
            return text;
        }
    }
}
