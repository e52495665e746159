package dev.polyrhythm.memory;

/** How a lock was acquired. */
public enum Acquired {
    /** Held now. */
    ACQUIRED,
    /**
     * Held now, but a process died while it held the lock, and no thread has {@linkplain
     * SharedLock#repaired() repaired} what it protects since.
     */
    ABANDONED,
    /** Not held: the time was over. */
    NOT
}
