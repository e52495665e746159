package dev.polyrhythm.internal.channel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.polyrhythm.internal.transport.RemoteThrowable;
import dev.polyrhythm.internal.transport.ShippedObjects;
import dev.polyrhythm.internal.transport.WarmLambda;
import dev.polyrhythm.memory.internal.codec.SimpleValueReader;
import dev.polyrhythm.memory.internal.codec.ValueForms;
import dev.polyrhythm.memory.internal.codec.ValueKind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Items and results on their way between a pool and its workers: the forms of {@link ValueForms},
 * each with the header of {@link ValueKind}, and kinds of the pool's own: lambdas, failures, and
 * values too large for a channel, which lie in a file whose number travels.
 */
public final class Values {
    public static final int HEADER = ValueKind.HEADER_BYTES;
    static final int LARGEST_INLINE = 1 << 14;

    /** See {@link WarmLambda}. */
    static final int LAMBDA = ValueKind.FIRST_EXTENSION;

    /** In a file, see {@link LargeValueLayout}. */
    static final int LARGE = ValueKind.FIRST_EXTENSION + 1;

    /** An exception, see {@link RemoteThrowable}. */
    static final int FAILURE = ValueKind.FIRST_EXTENSION + 2;

    /** The same, and the worker asks to be replaced: its memory is exhausted. */
    public static final int LAST_FAILURE = ValueKind.FIRST_EXTENSION + 3;

    private Values() {}

    /** Returns where the value after this one begins. */
    public static long next(MemorySegment from, long at) {
        return at + HEADER + ValueKind.length(from.get(JAVA_INT_UNALIGNED, at));
    }

    /** Bytes of an object of the user's classes. Decoding runs their code: only for a caller. */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Encoded(int kind, byte[] bytes) {
        /**
         * Makes the object.
         *
         * @throws IOException if its bytes are not an object's
         * @throws ClassNotFoundException if this process does not know its class
         */
        public Object decode() throws IOException, ClassNotFoundException {
            return switch (kind) {
                case LAMBDA -> WarmLambda.read(bytes);
                case ValueKind.SHARED -> SimpleValueReader.readShared(bytes);
                default -> ShippedObjects.CODEC.read(bytes);
            };
        }

        public boolean isFailure() {
            return kind == FAILURE || kind == LAST_FAILURE;
        }
    }

    /**
     * Reads a value; runs no code of a user.
     *
     * @param at where it begins
     * @return the value, or its bytes, copied
     * @throws IOException if a large one cannot be read
     */
    public static @Nullable Object read(MemorySegment from, long at) throws IOException {
        int header = from.get(JAVA_INT_UNALIGNED, at);
        int kind = ValueKind.kind(header);
        return switch (kind) {
            case ValueKind.NULL -> null;
            case LARGE -> readLarge(from, at + HEADER);
            default -> read(kind, from, at + HEADER, ValueKind.length(header));
        };
    }

    private static Object readLarge(MemorySegment from, long at) throws IOException {
        long owner = from.get(JAVA_LONG_UNALIGNED, at + LargeValueLayout.OWNER);
        long file = from.get(JAVA_LONG_UNALIGNED, at + LargeValueLayout.FILE);
        byte[] bytes = LargeValues.read(owner, file);
        int kind = from.get(JAVA_INT_UNALIGNED, at + LargeValueLayout.KIND);
        return read(kind, MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    private static Object read(int kind, MemorySegment from, long at, long length) {
        return ValueKind.isPlain(kind)
                ? ValueForms.decodePlain(kind, from, at, length)
                : new Encoded(kind, from.asSlice(at, length).toArray(JAVA_BYTE));
    }

    /** Removes the file of a value that was large; does nothing else. */
    public static void remove(MemorySegment from, long at) {
        if (ValueKind.kind(from.get(JAVA_INT_UNALIGNED, at)) == LARGE) {
            long place = at + HEADER;
            long owner = from.get(JAVA_LONG_UNALIGNED, place + LargeValueLayout.OWNER);
            long file = from.get(JAVA_LONG_UNALIGNED, place + LargeValueLayout.FILE);
            LargeValues.remove(owner, file);
        }
    }
}
