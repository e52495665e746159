package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The large objects that this process has open and can close: one for each block, however often it
 * arrives here, so that closing it closes it for all its users here.
 */
final class OpenBlocks {
    /** Held between {@link #find} and the construction of an object, which adds it. */
    static final Object LOCK = new Object();

    private static final Map<Block.Handle, SharedObject> OPEN =
            new HashMap<>(); // guarded by the lock

    private OpenBlocks() {}

    /** Returns the object that is open already, or null. */
    static @Nullable SharedObject find(Block.Handle handle) {
        synchronized (LOCK) {
            return OPEN.get(handle);
        }
    }

    static void add(SharedObject object) {
        if (object.handle().hasOwnFile()) {
            synchronized (LOCK) {
                OPEN.put(object.handle(), object);
            }
        }
    }

    /** Frees the object's memory; does nothing if it shares its file with others. */
    static void close(SharedObject object) {
        synchronized (LOCK) {
            OPEN.remove(object.handle());
            Region.current().free(object.handle());
        }
    }
}
