package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The files of a region as this process has them mapped, each once. There are three kinds of life:
 * as long as the process, until it is closed, and until nothing in this process refers to it any
 * more. In none of them can a late access crash the JVM: an access to what was closed is an {@link
 * IllegalStateException} of the JDK's.
 */
final class Mappings {
    private final Path directory;
    private final Map<String, Mapping> mapped = new ConcurrentHashMap<>();

    private record Mapping(MemorySegment segment, Arena arena) {}

    Mappings(Path directory) {
        this.directory = directory;
    }

    /** A file that stays mapped. */
    MemorySegment permanent(String file) {
        return get(file, Arena::global);
    }

    /** A file that stays mapped until it is {@linkplain #close closed}. */
    MemorySegment closeable(String file) {
        return get(file, Arena::ofShared);
    }

    /** A file that is mapped anew, for as long as something refers to it. */
    MemorySegment collectable(String file) {
        return map(file, Arena.ofAuto()).segment;
    }

    private MemorySegment get(String file, Supplier<Arena> life) {
        return mapped.computeIfAbsent(file, absent -> map(absent, life.get())).segment;
    }

    private Mapping map(String file, Arena arena) {
        Path path = directory.resolve(file);
        try {
            return new Mapping(RegionFiles.map(path, arena), arena);
        } catch (NoSuchFileException e) {
            throw new ClosedException("the shared memory has been closed: file=" + path, e);
        } catch (IOException e) {
            throw new PolyrhythmException("cannot map shared memory: file=" + path, e);
        }
    }

    boolean has(String file) {
        return mapped.containsKey(file);
    }

    /** Removes a file, and its mapping in this process. */
    void close(String file) {
        Mapping closed = mapped.remove(file);
        RegionFiles.deleteQuietly(directory.resolve(file));
        if (closed != null) {
            closed.arena.close();
        }
    }
}
