package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The large objects that this process has open and can close: one for each block, however often it
 * arrives here, so that closing it closes it for all who have it.
 */
final class OpenBlocks {
    private static final Map<Block.Handle, SharedObject> OPEN =
            new HashMap<>(); // guarded by itself

    private OpenBlocks() {}

    /** The object that is open already, else a new one. */
    static SharedObject resolve(Block.Handle handle, Supplier<SharedObject> opener) {
        if (!handle.hasOwnFile()) {
            return opener.get();
        }
        synchronized (OPEN) {
            SharedObject known = OPEN.get(handle);
            return known == null ? opener.get() : known; // its constructor adds it
        }
    }

    static void add(SharedObject object) {
        if (object.handle().hasOwnFile()) {
            synchronized (OPEN) {
                OPEN.put(object.handle(), object);
            }
        }
    }

    /** Frees the object's memory; does nothing if it shares its file with others. */
    static void close(SharedObject object) {
        synchronized (OPEN) {
            OPEN.remove(object.handle());
            Region.current().free(object.handle());
        }
    }
}
