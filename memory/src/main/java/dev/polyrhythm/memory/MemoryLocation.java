package dev.polyrhythm.memory;

import java.nio.file.Path;

/**
 * Where a shared object's bytes are, for programs in other languages that map the file and read
 * them there. The guide to the layout says what the bytes mean.
 *
 * {@snippet file="dev/polyrhythm/memory/LocationSnippets.java" region="location"}
 *
 * <p>It never changes. The file goes with the program, and that of a large array when all have
 * closed it; a mapping of it then holds what was last written.
 *
 * @param file the file, readable by this user only
 * @param byteOffset where the object begins in the file, with its header
 * @param byteSize its length in bytes, with its header
 */
public record MemoryLocation(Path file, long byteOffset, long byteSize) {
    /** File and offset with a colon between, as one argument of a command line. */
    @Override
    public String toString() {
        return file + ":" + byteOffset;
    }
}
