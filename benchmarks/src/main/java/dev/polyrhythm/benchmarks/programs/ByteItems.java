package dev.polyrhythm.benchmarks.programs;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Byte arrays of one size, with 16 contents in rotation; the first and last byte say which.
 *
 * @param size in bytes; marks have another size
 * @param contents all of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ByteItems(int size, byte[][] contents) implements Items<byte[]> {
    private static final int VARIETY = 16;
    private static final int MARK_SIZE = 2 * Long.BYTES + 1;

    static ByteItems of(int size) {
        byte[][] contents =
                IntStream.range(0, VARIETY).mapToObj(i -> filled(size, i)).toArray(byte[][]::new);
        return new ByteItems(size, contents);
    }

    private static byte[] filled(int size, int value) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) value);
        return content;
    }

    @Override
    public byte[] get(long number) {
        return contents[(int) (number % VARIETY)];
    }

    @Override
    public int key(byte[] item) {
        if (item.length != size || item[0] != item[size - 1]) {
            throw new IllegalStateException("a torn item: byteSize=" + item.length);
        }
        return item[0];
    }

    @Override
    public byte[] mark(long count, long keySum) {
        return ByteBuffer.allocate(MARK_SIZE).putLong(count).putLong(keySum).array();
    }

    @Override
    public boolean isMark(byte[] item) {
        return item.length == MARK_SIZE;
    }

    @Override
    public long count(byte[] mark) {
        return ByteBuffer.wrap(mark).getLong(0);
    }

    @Override
    public long keySum(byte[] mark) {
        return ByteBuffer.wrap(mark).getLong(Long.BYTES);
    }
}
