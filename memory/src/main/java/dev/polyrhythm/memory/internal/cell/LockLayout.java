package dev.polyrhythm.memory.internal.cell;

import dev.polyrhythm.memory.SharedLock;

/**
 * The bytes of a {@link SharedLock}, behind the header of {@link CellLayout}.
 *
 * <pre>
 *  0  long  0, or the owner's participant id (48 bits); bit 62: a thread may be waiting
 *  8  int   wake word: how often a waiter was woken
 * 12  int   1 if a process died while it held the lock, until the lock is said to be repaired
 * 16  int   how often the lock was taken from a dead holder
 * </pre>
 */
public final class LockLayout {
    public static final long WORD = 0;
    public static final long WAKE = 8;
    public static final long ABANDONED = 12;
    public static final long DEATHS = 16;
    public static final long CONTENDED = 1L << 62;

    private LockLayout() {}
}
