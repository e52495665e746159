package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name in a struct of the kernel: bytes of UTF-8 in a field of fixed size, ended by a zero. */
final class TextField {
    private TextField() {}

    /** Returns the text up to the zero. */
    static String read(MemorySegment field) {
        byte[] bytes = field.toArray(JAVA_BYTE);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Writes as much of a text as fits, without cutting a character. */
    static void write(MemorySegment field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, (int) field.byteSize() - 1);
        while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        byte[] padded = Arrays.copyOf(Arrays.copyOf(bytes, length), (int) field.byteSize());
        MemorySegment.copy(padded, 0, field, JAVA_BYTE, 0, padded.length);
    }
}
