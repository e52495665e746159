package dev.polyrhythm.memory.internal.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.Serializer;
import dev.polyrhythm.memory.internal.region.MemoryAccess;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * Values as items of a queue or pipe: in the forms of {@link ValueForms}, with the program's {@link
 * Serializer} for objects. An item's bytes are copied once, from its own array into the ring.
 */
public final class ValueCodec {
    private static final long LARGEST = 1 << 30; // its block is of a power of two

    private ValueCodec() {}

    /**
     * Returns an item's bytes. An array is not copied yet.
     *
     * @throws IllegalArgumentException if it cannot travel
     */
    public static EncodedItem encode(Object item) {
        EncodedItem encoded = wrap(item);
        if (encoded.byteSize() > LARGEST) {
            throw new IllegalArgumentException(
                    "the item is too large: class=%s, byteSize=%d, limit=%d"
                            .formatted(item.getClass().getName(), encoded.byteSize(), LARGEST));
        }
        return encoded;
    }

    private static EncodedItem wrap(Object item) {
        if (item instanceof String text) {
            return wrapText(text);
        }
        Class<?> type = item.getClass();
        int array = PrimitiveArrays.kind(type);
        if (array != Primitives.NONE) {
            return new EncodedItem(array, PrimitiveArrays.wrap(array, item));
        }
        int primitive = Primitives.kindOfWrapper(type);
        return primitive == Primitives.NONE
                ? wrapObject(item)
                : new EncodedItem(primitive, wrapPrimitive(primitive, item));
    }

    private static EncodedItem wrapText(String text) {
        byte[] latin1 = GrowingBuffer.latin1(text);
        return latin1 == null
                ? new EncodedItem(ValueKind.TEXT, MemorySegment.ofArray(text.toCharArray()))
                : new EncodedItem(ValueKind.LATIN1, MemorySegment.ofArray(latin1));
    }

    /** As an array of its own type, which the ring stores in the machine's order. */
    private static MemorySegment wrapPrimitive(int kind, Object value) {
        long bits = Primitives.toBits(kind, value);
        return switch (Primitives.byteSize(kind)) {
            case Byte.BYTES -> MemorySegment.ofArray(new byte[] {(byte) bits});
            case Short.BYTES -> MemorySegment.ofArray(new short[] {(short) bits});
            case Integer.BYTES -> MemorySegment.ofArray(new int[] {(int) bits});
            default -> MemorySegment.ofArray(new long[] {bits});
        };
    }

    private static EncodedItem wrapObject(Object item) {
        try {
            return MemoryAccess.get().isShared(item)
                    ? new EncodedItem(
                            ValueKind.SHARED, MemorySegment.ofArray(SimpleValues.place(item)))
                    : new EncodedItem(
                            ValueKind.OBJECT,
                            MemorySegment.ofArray(Service.SERIALIZER.serialize(item)));
        } catch (IOException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "the item cannot travel: class=%s, reason=%s"
                            .formatted(item.getClass().getName(), e),
                    e);
        }
    }

    /**
     * Makes the object of an item's bytes.
     *
     * @throws PolyrhythmException if this process cannot
     */
    public static Object decode(int kind, MemorySegment bytes) {
        return switch (kind) {
            case ValueKind.OBJECT -> deserialize(bytes.toArray(JAVA_BYTE));
            case ValueKind.SHARED -> SimpleValueReader.readShared(bytes.toArray(JAVA_BYTE));
            default -> ValueForms.decodePlain(kind, bytes);
        };
    }

    private static Object deserialize(byte[] bytes) {
        try {
            return Service.SERIALIZER.deserialize(bytes);
        } catch (IOException | ClassNotFoundException e) {
            throw new PolyrhythmException(
                    "an item cannot be read in this process: byteSize=%d, reason=%s"
                            .formatted(bytes.length, e),
                    e);
        }
    }

    /** The serializer, found when the first object needs it. */
    private static final class Service {
        static final Serializer SERIALIZER =
                Objects.requireNonNull(
                        ServiceLoader.load(Serializer.class)
                                .findFirst()
                                .orElseGet(JavaSerializer::new));
    }
}
