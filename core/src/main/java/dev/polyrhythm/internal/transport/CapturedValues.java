package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.region.MemoryAccess;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The values that a lambda captured, as bytes: primitives, strings and shared objects one by one,
 * as that takes next to no time in a fresh JVM; with any other value among them all together by
 * Java serialization, so that what is one object here is one object there.
 */
final class CapturedValues {
    private static final byte SIMPLE = 0;
    private static final byte SERIALIZED = 1;
    private static final char NULL = 'N';
    private static final char STRING = 'T';
    private static final char SHARED = 'O';

    private CapturedValues() {}

    /** Writes them; fails as Java serialization does if one of them cannot travel. */
    static void write(@Nullable Object[] values, DataOutputStream out) throws IOException {
        boolean simple = true;
        for (@Nullable Object value : values) {
            simple = simple && code(value) != 0;
        }
        if (simple) {
            writeSimple(values, out);
        } else {
            writeSerialized(values, out);
        }
    }

    private static void writeSimple(@Nullable Object[] values, DataOutputStream out)
            throws IOException {
        out.writeByte(SIMPLE);
        out.writeShort(values.length);
        for (@Nullable Object value : values) {
            char code = code(value);
            out.writeByte(code);
            if (value != null) {
                writeOne(code, value, out);
            }
        }
    }

    private static void writeSerialized(@Nullable Object[] values, DataOutputStream out)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new TransportOutputStream(bytes)) {
            stream.writeObject(values);
        }
        out.writeByte(SERIALIZED);
        LengthPrefixed.writeBytes(out, bytes.toByteArray());
    }

    /** How a value is written, 0 if not in the simple way. */
    private static char code(@Nullable Object value) {
        return switch (value) {
            case null -> NULL;
            case Boolean b -> 'Z';
            case Byte b -> 'B';
            case Character c -> 'C';
            case Short s -> 'S';
            case Integer i -> 'I';
            case Long l -> 'J';
            case Float f -> 'F';
            case Double d -> 'D';
            case String s -> STRING;
            default -> MemoryAccess.get().isShared(value) ? SHARED : 0;
        };
    }

    private static void writeOne(char code, Object value, DataOutputStream out) throws IOException {
        switch (code) {
            case STRING -> LengthPrefixed.writeText(out, (String) value);
            case SHARED -> MemoryAccess.get().write(value, out);
            default -> out.writeLong(bits(value));
        }
    }

    private static long bits(Object boxed) {
        return switch (boxed) {
            case Boolean b -> b ? 1 : 0;
            case Character c -> c;
            case Float f -> Float.floatToRawIntBits(f);
            case Double d -> Double.doubleToRawLongBits(d);
            default -> ((Number) boxed).longValue();
        };
    }

    static @Nullable Object[] read(ByteBuffer in) throws IOException, ClassNotFoundException {
        if (in.get() == SERIALIZED) {
            return readSerialized(in);
        }
        @Nullable Object[] values = new @Nullable Object[in.getShort()];
        for (int i = 0; i < values.length; i++) {
            values[i] = readOne((char) in.get(), in);
        }
        return values;
    }

    private static @Nullable Object[] readSerialized(ByteBuffer in)
            throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream = new TransportInputStream(LengthPrefixed.readBytes(in))) {
            return (@Nullable Object[]) stream.readObject();
        }
    }

    private static @Nullable Object readOne(char code, ByteBuffer in) {
        return switch (code) {
            case NULL -> null;
            case STRING -> LengthPrefixed.readText(in);
            case SHARED -> MemoryAccess.get().read(in);
            default -> boxed(code, in.getLong());
        };
    }

    private static Object boxed(char code, long bits) {
        return switch (code) {
            case 'Z' -> bits != 0;
            case 'B' -> (byte) bits;
            case 'C' -> (char) bits;
            case 'S' -> (short) bits;
            case 'I' -> (int) bits;
            case 'J' -> bits;
            case 'F' -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }
}
