package dev.polyrhythm.memory;

/** How a lock was acquired. */
public enum Acquired {
    /** It is held now. */
    ACQUIRED,
    /**
     * It is held now, but a process died while it held it, and nobody has {@linkplain
     * SharedLock#repaired() repaired} what it protects since.
     */
    ABANDONED,
    /** It is not held: the time was over. */
    NOT
}
