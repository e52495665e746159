package dev.polyrhythm.internal.child;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Texts and byte arrays with their length before them. Reads from a buffer: a {@code
 * DataInputStream} makes method handles, which take a fresh JVM more than a millisecond.
 */
final class LengthPrefixed {
    private LengthPrefixed() {}

    /** Writes a text; unlike writeUTF without its limit of 64 KiB, which a class path can pass. */
    static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #writeText} has written. */
    static String readText(ByteBuffer in) {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Writes an array. */
    static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeBytes} has written. */
    static byte[] readBytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }
}
