package dev.polyrhythm.memory.internal.region;

import java.io.Serial;
import java.io.Serializable;
import java.lang.foreign.MemorySegment;

/**
 * A piece of a region: where it is, and its bytes as this process sees them.
 *
 * @param handle where it is, for every process of the program
 * @param segment its bytes, mapped for as long as this process lives
 */
public record Block(Handle handle, MemorySegment segment) {
    /**
     * Where a block is. A handle travels between the processes of a program.
     *
     * @param region name of the region
     * @param file name of the file in it
     * @param byteOffset where the block begins in the file
     * @param byteSize its length
     */
    public record Handle(String region, String file, long byteOffset, long byteSize)
            implements Serializable {
        @Serial private static final long serialVersionUID = 1L;

        /**
         * Whether nothing else is in the block's file.
         *
         * @return true for large blocks
         */
        public boolean hasOwnFile() {
            return file.startsWith(RegionFiles.BLOCK_FILE);
        }
    }
}
