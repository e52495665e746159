package dev.polyrhythm.internal.channel;

/**
 * The bytes that stand in a channel for a value that lies in a file, behind the value's header.
 *
 * <pre>
 *  0  long  number of the channel whose worker wrote it, or of none: the pool's process did
 *  8  long  number of the file among the owner's
 * 16  int   kind of the value
 * </pre>
 */
final class LargeValueLayout {
    static final int OWNER = 0;
    static final int FILE = 8;
    static final int KIND = 16;
    static final int BYTE_SIZE = 20;

    private LargeValueLayout() {}
}
