package dev.polyrhythm.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * An item that tells which one it is, and whether it is whole.
 *
 * @param stream who has put it
 * @param number which of that stream, from 0
 */
record Message(int stream, long number) {
    static final int SMALLEST = 24;
    private static final int CHECKSUM = Long.BYTES;

    byte[] toBytes(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) (stream * 31L + number));
        ByteBuffer.wrap(bytes).putInt(stream).putLong(number).putInt(length);
        ByteBuffer.wrap(bytes).putLong(length - CHECKSUM, checksum(bytes));
        return bytes;
    }

    private static long checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, bytes.length - CHECKSUM);
        return crc.getValue();
    }

    /** The message of what was taken; fails if it is torn. */
    static Message of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Message message = new Message(buffer.getInt(), buffer.getLong());
        int length = buffer.getInt();
        if (length != bytes.length || buffer.getLong(length - CHECKSUM) != checksum(bytes)) {
            throw new AssertionError(
                    "torn: %s, length=%d, byteSize=%d".formatted(message, length, bytes.length));
        }
        return message;
    }
}
