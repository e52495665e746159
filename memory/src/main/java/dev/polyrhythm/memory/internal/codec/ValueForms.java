package dev.polyrhythm.memory.internal.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_CHAR_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The form of values in shared memory: a kind and bytes, see {@link ValueKind}. Arrays of
 * primitives are copied as they are; a wrapper is its primitive; a string is its bytes if all its
 * characters are Latin-1, else its characters; a shared object is its place. An {@link ObjectCodec}
 * turns everything else into bytes, in a queue the program's serializer.
 */
public final class ValueForms {
    private ValueForms() {}

    /**
     * Appends a value's bytes.
     *
     * @param objects for values that have no form here
     * @return the kind
     * @throws IOException if the value cannot travel
     */
    public static int append(@Nullable Object value, GrowingBuffer out, ObjectCodec objects)
            throws IOException {
        if (value != null && value.getClass().isArray()) {
            return appendArray(value, out, objects);
        }
        int kind = SimpleValues.append(value, out);
        return kind == Primitives.NONE ? appendObject(value, out, objects) : kind;
    }

    private static int appendArray(Object array, GrowingBuffer out, ObjectCodec objects)
            throws IOException {
        int kind = PrimitiveArrays.kind(array.getClass());
        if (kind == Primitives.NONE) {
            return appendObject(array, out, objects);
        }
        if (kind == ValueKind.BYTES) {
            out.putBytes((byte[]) array);
        } else {
            out.putSegment(PrimitiveArrays.wrap(kind, array));
        }
        return kind;
    }

    private static int appendObject(@Nullable Object value, GrowingBuffer out, ObjectCodec objects)
            throws IOException {
        objects.write(value, out);
        return ValueKind.OBJECT;
    }

    /**
     * Reads a value that {@linkplain ValueKind#isPlain is plain}, from a part of a segment.
     *
     * @param at where its bytes begin
     */
    public static Object decodePlain(int kind, MemorySegment from, long at, long length) {
        return kind >= ValueKind.BYTE && kind <= ValueKind.BOOLEAN
                ? decodePrimitive(kind, from, at) // without a slice
                : decodePlain(kind, from.asSlice(at, length));
    }

    /** Reads a plain value whose bytes are a whole segment. */
    static Object decodePlain(int kind, MemorySegment bytes) {
        if (kind <= ValueKind.BOOLEANS) {
            return PrimitiveArrays.copy(kind, bytes);
        }
        return switch (kind) {
            case ValueKind.LATIN1 -> latin1(bytes);
            case ValueKind.TEXT -> new String(bytes.toArray(JAVA_CHAR_UNALIGNED));
            default -> decodePrimitive(kind, bytes, 0);
        };
    }

    private static String latin1(MemorySegment bytes) {
        return new String(bytes.toArray(JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    private static Object decodePrimitive(int kind, MemorySegment from, long at) {
        if (kind < ValueKind.BYTE || kind > ValueKind.BOOLEAN) {
            throw new PolyrhythmException("no kind of value: kind=" + kind);
        }
        return SimpleValueReader.ofBits(kind, bits(Primitives.byteSize(kind), from, at));
    }

    private static long bits(int byteSize, MemorySegment from, long at) {
        return switch (byteSize) {
            case Byte.BYTES -> from.get(JAVA_BYTE, at);
            case Short.BYTES -> from.get(JAVA_SHORT_UNALIGNED, at);
            case Integer.BYTES -> from.get(JAVA_INT_UNALIGNED, at);
            default -> from.get(JAVA_LONG_UNALIGNED, at);
        };
    }
}
