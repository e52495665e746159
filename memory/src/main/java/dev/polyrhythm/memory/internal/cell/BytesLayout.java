package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedBytes;
import dev.polyrhythm.memory.SharedString;

/**
 * The contents of a slot of {@link SharedBytes} and {@link SharedString}, see {@link
 * SeqlockLayout}.
 *
 * <pre>
 * 0  long  number of bytes
 * 8  the bytes
 * </pre>
 */
public final class BytesLayout {
    public static final long LENGTH = 0;
    public static final long BYTES = 8;

    private BytesLayout() {}
}
