package dev.polyrhythm.memory;

/**
 * The contents of a slot of {@link SharedBytes} and {@link SharedString}, see {@link
 * SeqlockLayout}.
 *
 * <pre>
 * 0  long  number of bytes
 * 8  the bytes
 * </pre>
 */
final class BytesLayout {
    static final long LENGTH = 0;
    static final long BYTES = 8;

    private BytesLayout() {}
}
