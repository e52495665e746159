package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/** The code that the Javadoc quotes. */
final class SharedMemorySnippets {
    private SharedMemorySnippets() {}

    static int exchange(String name) {
        // @start region="memory"
        try (SharedMemory memory = SharedMemory.create(name, 4096)) {
            memory.segment().set(JAVA_INT, 0, 42);
            try (SharedMemory same = SharedMemory.open(name)) { // here, or in Python
                return same.segment().get(JAVA_INT, 0);
            } finally {
                memory.unlink();
            }
        }
        // @end
    }
}
