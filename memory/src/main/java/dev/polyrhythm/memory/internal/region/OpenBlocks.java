package dev.polyrhythm.memory.internal.region;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The large objects that this process has open and can close: one for each block, however often it
 * arrives here, so that closing it closes it for all its users here.
 */
public final class OpenBlocks {
    /** Held between {@link #find} and the construction of an object, which adds it. */
    public static final Object LOCK = new Object();

    private static final Map<Block.Handle, Object> OPEN = new HashMap<>(); // guarded by the lock

    private OpenBlocks() {}

    /** Returns the object that is open already, or null. */
    public static @Nullable Object find(Block.Handle handle) {
        synchronized (LOCK) {
            return OPEN.get(handle);
        }
    }

    /** Notes an object whose block it can free alone. */
    public static void add(Block.Handle handle, Object object) {
        if (handle.hasOwnFile()) {
            synchronized (LOCK) {
                OPEN.put(handle, object);
            }
        }
    }

    /** Frees a block's memory; does nothing if it shares its file with others. */
    public static void close(Block.Handle handle) {
        synchronized (LOCK) {
            OPEN.remove(handle);
            Region.current().free(handle);
        }
    }
}
