package dev.polyrhythm.memory.internal.region;

import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a shared object travels without Java serialization, which costs a fresh JVM tens of
 * milliseconds: as its type's code and its handle. What it means is known to the package above,
 * which installs the one implementation.
 */
public abstract class MemoryAccess {
    private static final String OWNER = "dev.polyrhythm.memory.MemoryAccessImpl";

    private static volatile @Nullable MemoryAccess installed;

    /** For the one implementation. */
    protected MemoryAccess() {}

    /**
     * Installs the implementation.
     *
     * @param references the only one there is
     */
    protected static void install(MemoryAccess references) {
        installed = references;
    }

    /**
     * The implementation.
     *
     * @return the same object each time
     */
    public static MemoryAccess get() {
        MemoryAccess references = installed;
        return references == null ? initialize() : references;
    }

    private static MemoryAccess initialize() {
        try {
            Class.forName(OWNER, true, MemoryAccess.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e); // it is in this module
        }
        MemoryAccess references = installed;
        if (references == null) {
            throw new AssertionError(OWNER + " has not installed it");
        }
        return references;
    }

    /**
     * Whether an object travels so.
     *
     * @param object anything
     * @return true for shared values and arrays themselves, not for what is composed of them
     */
    public abstract boolean isShared(Object object);

    /**
     * Writes what the object is in every process of the program.
     *
     * @param shared an object for which {@link #isShared} is true
     * @param out receives it
     * @throws IOException if that fails
     */
    public abstract void write(Object shared, DataOutput out) throws IOException;

    /**
     * The object as this process sees it.
     *
     * @param in what {@link #write} has written in a process of this program
     * @return the object
     */
    public abstract Object read(ByteBuffer in);

    /**
     * Returns the object as this process sees it.
     *
     * @param typeCode code of its type, see the shared memory's layout
     * @param handle its place
     * @return the object
     */
    public abstract Object resolve(short typeCode, Block.Handle handle);
}
