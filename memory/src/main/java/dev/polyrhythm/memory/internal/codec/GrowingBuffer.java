package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that grow while they are written, or are read from their start on. */
final class GrowingBuffer {
    private static final int FIRST_SIZE = 128;
    private static final int NULL = -1;

    private ByteBuffer buffer;

    private GrowingBuffer(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes);
    }

    static GrowingBuffer create() {
        return new GrowingBuffer(new byte[FIRST_SIZE]);
    }

    static GrowingBuffer of(byte[] bytes) {
        return new GrowingBuffer(bytes);
    }

    byte[] written() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    void putByte(int value) {
        room(Byte.BYTES).put((byte) value);
    }

    void putInt(int value) {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) {
        room(Long.BYTES).putLong(value);
    }

    void putBytes(byte[] bytes) {
        room(bytes.length).put(bytes);
    }

    /** Latin-1 where that does, else the characters: UTF-8 cannot tell half of a surrogate pair. */
    void putText(@Nullable String text) {
        if (text == null) {
            putInt(NULL);
            return;
        }
        byte[] latin1 = text.getBytes(StandardCharsets.ISO_8859_1);
        boolean isLatin1 = new String(latin1, StandardCharsets.ISO_8859_1).equals(text);
        putInt(text.length());
        putByte(isLatin1 ? Byte.BYTES : Character.BYTES);
        if (isLatin1) {
            room(latin1.length).put(latin1);
        } else {
            ByteBuffer target = room(text.length() * Character.BYTES);
            text.chars().forEach(c -> target.putChar((char) c));
        }
    }

    private ByteBuffer room(int count) {
        if (buffer.remaining() < count) {
            int size = Math.max(2 * buffer.capacity(), Math.addExact(buffer.position(), count));
            buffer =
                    ByteBuffer.wrap(Arrays.copyOf(buffer.array(), size))
                            .position(buffer.position());
        }
        return buffer;
    }

    void skip(int count) throws IOException {
        required(count).position(buffer.position() + count);
    }

    int getByte() throws IOException {
        return required(Byte.BYTES).get();
    }

    int getInt() throws IOException {
        return required(Integer.BYTES).getInt();
    }

    long getLong() throws IOException {
        return required(Long.BYTES).getLong();
    }

    @Nullable String getText() throws IOException {
        int length = getInt();
        if (length == NULL) {
            return null;
        }
        int width = getByte();
        if (width == Byte.BYTES) {
            byte[] latin1 = new byte[length];
            required(length).get(latin1);
            return new String(latin1, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[length];
        required(length * Character.BYTES);
        for (int i = 0; i < length; i++) {
            chars[i] = buffer.getChar();
        }
        return new String(chars);
    }

    private ByteBuffer required(int count) throws IOException {
        if (count < 0 || buffer.remaining() < count) {
            throw new IOException(
                    "the bytes end too early: byteSize=%d, at=%d, needed=%d"
                            .formatted(buffer.limit(), buffer.position(), count));
        }
        return buffer;
    }
}
