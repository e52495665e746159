package dev.polyrhythm.internal.pool;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.polyrhythm.internal.transport.TransportOutputStream;
import dev.polyrhythm.internal.transport.WarmLambda;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values one behind the other, on their way between a pool and its workers; see {@link Values} for
 * their form. One thread writes.
 */
public final class ValueWriter extends OutputStream {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, LITTLE_ENDIAN);
    private static final int FIRST_SIZE = 256;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final long owner;
    private byte[] buf = new byte[FIRST_SIZE];
    private int count;

    /**
     * Empty.
     *
     * @param owner whose the files of large values are, see {@link LargeValues}
     */
    public ValueWriter(long owner) {
        this.owner = owner;
    }

    /** The array with what was written, from its start on, and more behind. */
    byte[] array() {
        return buf;
    }

    public int size() {
        return count;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(buf, count);
    }

    void reset() {
        count = 0;
    }

    @Override
    public void write(int value) {
        room(1);
        buf[count++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        room(length);
        System.arraycopy(bytes, from, buf, count, length);
        count += length;
    }

    public void writeBytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /** Forgets what was written from there on. */
    public void truncate(int size) {
        count = size;
    }

    public void putInt(int value) {
        room(Integer.BYTES);
        INT.set(buf, count, value);
        count += Integer.BYTES;
    }

    void putLong(long value) {
        room(Long.BYTES);
        LONG.set(buf, count, value);
        count += Long.BYTES;
    }

    private void room(int more) {
        int needed = Math.addExact(count, more);
        if (needed > buf.length) {
            buf = Arrays.copyOf(buf, Math.max(needed, (int) Math.min(2L * buf.length, MOST)));
        }
    }

    /**
     * Appends a value.
     *
     * @throws IOException if it cannot travel, or there is no space for a large one
     */
    public void putValue(@Nullable Object value) throws IOException {
        int start = count;
        end(start, putHeaderAndBytes(value));
    }

    /** Appends a task or a function: a lambda often has a shorter form. */
    public void putTask(Object task) throws IOException {
        int start = count;
        putInt(0);
        if (WarmLambda.write(task, this)) {
            end(start, Values.LAMBDA);
        } else {
            putObject(task);
            end(start, Values.OBJECT);
        }
    }

    /** What is large moves to a file; then the header is written. */
    private void end(int start, int kind) throws IOException {
        int length = count - start - Values.HEADER;
        if (length > Values.LARGEST_INLINE) {
            long number = LargeValues.write(owner, buf, start + Values.HEADER, length);
            count = start;
            putLarge(number, kind);
        } else {
            INT.set(buf, start, Values.header(kind, length));
        }
    }

    private void putLarge(long number, int kind) {
        putInt(Values.header(Values.LARGE, Values.LARGE_BYTES));
        putLong(owner);
        putLong(number);
        putInt(kind);
    }

    /** Appends bytes of a kind of their own, however many. */
    void putBytes(int kind, byte[] bytes) throws IOException {
        if (bytes.length > Values.LARGEST_INLINE) {
            putLarge(LargeValues.write(owner, bytes, 0, bytes.length), kind);
        } else {
            putInt(Values.header(kind, bytes.length));
            writeBytes(bytes);
        }
    }

    private int putHeaderAndBytes(@Nullable Object value) throws IOException {
        putInt(0);
        return switch (value) {
            case null -> Values.NULL;
            case Integer i -> {
                putInt(i);
                yield Values.INT;
            }
            case Long l -> {
                putLong(l);
                yield Values.LONG;
            }
            case Double d -> {
                putLong(Double.doubleToRawLongBits(d));
                yield Values.DOUBLE;
            }
            case Boolean b -> b ? Values.TRUE : Values.FALSE;
            case String s -> putText(s);
            case byte[] a -> {
                writeBytes(a);
                yield Values.BYTES;
            }
            case int[] a -> {
                place(Math.multiplyExact(a.length, Integer.BYTES)).asIntBuffer().put(a);
                yield Values.INTS;
            }
            case long[] a -> {
                place(Math.multiplyExact(a.length, Long.BYTES)).asLongBuffer().put(a);
                yield Values.LONGS;
            }
            case double[] a -> {
                place(Math.multiplyExact(a.length, Double.BYTES)).asDoubleBuffer().put(a);
                yield Values.DOUBLES;
            }
            case float[] a -> {
                place(Math.multiplyExact(a.length, Float.BYTES)).asFloatBuffer().put(a);
                yield Values.FLOATS;
            }
            default -> {
                putObject(value);
                yield Values.OBJECT;
            }
        };
    }

    /** Not UTF-8, which has no bytes for half of a surrogate pair. */
    private int putText(String text) {
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        if (new String(latin1, StandardCharsets.ISO_8859_1).equals(text)) {
            writeBytes(latin1);
            return Values.LATIN1;
        }
        place(Math.multiplyExact(text.length(), Character.BYTES)).asCharBuffer().put(text);
        return Values.TEXT;
    }

    private ByteBuffer place(int length) {
        room(length);
        ByteBuffer place = ByteBuffer.wrap(buf, count, length).order(LITTLE_ENDIAN);
        count += length;
        return place;
    }

    @SuppressWarnings("resource") // a stream into this one, which need not be closed
    private void putObject(Object value) throws IOException {
        ObjectOutputStream stream = new TransportOutputStream(this);
        stream.writeObject(value);
        stream.flush();
    }
}
