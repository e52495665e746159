package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Block;
import dev.polyrhythm.memory.spi.Region;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The large arrays that this process has open: one object for each, however often it arrives here,
 * so that closing it closes it for all who have it.
 */
final class OpenArrays {
    private static final Map<Block.Handle, SharedArray> OPEN = new HashMap<>(); // guarded by itself

    private OpenArrays() {}

    /** The object that is open already, else a new one. */
    static SharedObject resolve(Block.Handle handle, Supplier<SharedObject> opener) {
        if (!handle.hasOwnFile()) {
            return opener.get();
        }
        synchronized (OPEN) {
            SharedArray known = OPEN.get(handle);
            return known == null ? opener.get() : known; // its constructor adds it
        }
    }

    static void add(SharedArray array) {
        if (array.handle().hasOwnFile()) {
            synchronized (OPEN) {
                OPEN.put(array.handle(), array);
            }
        }
    }

    /** Frees the array's memory; does nothing if it shares its file with others. */
    static void close(SharedArray array) {
        synchronized (OPEN) {
            OPEN.remove(array.handle());
            Region.current().free(array.handle());
        }
    }
}
