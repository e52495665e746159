package dev.polyrhythm.memory.internal.codec;

import dev.polyrhythm.memory.internal.region.MemoryAccess;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes null, primitives, strings and shared objects, which {@link SimpleValueReader} reads. */
public final class SimpleValues {
    private static final int LONGEST_TEXT = ValueKind.LENGTH_MASK / Character.BYTES;

    private SimpleValues() {}

    /** Whether {@link #write} can write a value. */
    public static boolean isSimple(@Nullable Object value) {
        return value == null
                || Primitives.kindOfWrapper(value.getClass()) != Primitives.NONE
                || (value instanceof String text
                        ? text.length() <= LONGEST_TEXT
                        : MemoryAccess.get().isShared(value));
    }

    /**
     * Writes a value with its header.
     *
     * @param value one that {@link #isSimple}
     */
    public static void write(@Nullable Object value, GrowingBuffer out) throws IOException {
        int start = out.size();
        out.putInt(0);
        int kind = append(value, out);
        out.setInt(start, ValueKind.header(kind, out.size() - start - ValueKind.HEADER_BYTES));
    }

    /** Appends a value's bytes; returns its kind, or {@link Primitives#NONE} if not simple. */
    static int append(@Nullable Object value, GrowingBuffer out) throws IOException {
        if (value == null) {
            return ValueKind.NULL;
        }
        int kind = Primitives.kindOfWrapper(value.getClass());
        if (kind != Primitives.NONE) {
            out.putBits(Primitives.toBits(kind, value), Primitives.byteSize(kind));
            return kind;
        }
        if (value instanceof String text) {
            return out.putCharacters(text) == Byte.BYTES ? ValueKind.LATIN1 : ValueKind.TEXT;
        }
        if (!MemoryAccess.get().isShared(value)) {
            return Primitives.NONE;
        }
        appendPlace(value, out);
        return ValueKind.SHARED;
    }

    /** Returns where a shared object is. */
    static byte[] place(Object shared) throws IOException {
        GrowingBuffer place = new GrowingBuffer();
        appendPlace(shared, place);
        return place.toByteArray();
    }

    private static void appendPlace(Object shared, GrowingBuffer out) throws IOException {
        MemoryAccess.get().write(shared, new DataOutputStream(out));
    }
}
