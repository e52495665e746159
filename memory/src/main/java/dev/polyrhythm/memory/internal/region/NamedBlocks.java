package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that other programs find by name, beside the regions. The region of the program that made
 * one has a note of it, with the file's identity, so that it goes with the region, unless it has
 * been unlinked before.
 *
 * <p>A block is written under another name, in the region, and gets its own once the note is there:
 * no process opens a part of one, and a creator that is killed at any moment leaves nothing that
 * the region does not know of.
 */
public final class NamedBlocks {
    private static final String DRAFT_PREFIX = "draft-";

    private NamedBlocks() {}

    /**
     * Creates a block of zeros.
     *
     * @param name its name
     * @param byteSize its length in bytes
     * @throws IllegalArgumentException if the name cannot be a file's
     * @throws PolyrhythmException if it exists, or there is no space
     */
    public static void create(String name, long byteSize) {
        Path file = BlockNote.file(name);
        requireAbsent(file);
        Path region = Region.current().directory();
        long number = Region.current().nextNumber();
        Path draft = region.resolve(DRAFT_PREFIX + number);
        RegionFiles.allocate(draft, byteSize);
        try {
            publish(draft, file, BlockNote.write(region, number, draft, name));
        } catch (IOException e) {
            throw new PolyrhythmException("cannot make shared memory: file=" + file, e);
        } finally {
            RegionFiles.deleteQuietly(draft);
        }
    }

    private static void requireAbsent(Path file) {
        if (Files.exists(file)) {
            throw existsAlready(file, null);
        }
    }

    private static PolyrhythmException existsAlready(Path file, @Nullable IOException cause) {
        return new PolyrhythmException("shared memory exists already: file=" + file, cause);
    }

    private static void publish(Path draft, Path file, BlockNote note) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (IOException e) {
            RegionFiles.deleteQuietly(note.place());
            if (e instanceof FileAlreadyExistsException) {
                throw existsAlready(file, e); // another process was faster
            }
            throw e;
        }
    }

    /**
     * Maps a whole block.
     *
     * @param name its name
     * @param arena what it lives as long as
     * @return its bytes
     * @throws IllegalArgumentException if the name cannot be a file's
     * @throws PolyrhythmException if there is none of that name, or it has no bytes yet
     */
    public static MemorySegment map(String name, Arena arena) {
        Path path = BlockNote.file(name);
        try {
            return requireBytes(RegionFiles.map(path, arena), path);
        } catch (NoSuchFileException e) {
            throw new PolyrhythmException("no shared memory of that name: name=" + name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("cannot open shared memory: file=" + path, e);
        }
    }

    /** Python makes a block first, and gives it its length then. */
    private static MemorySegment requireBytes(MemorySegment block, Path path) {
        if (block.byteSize() == 0) {
            throw new PolyrhythmException("shared memory has no bytes (yet): file=" + path);
        }
        return block;
    }

    /**
     * Removes a block's name; processes that have it open keep it. Does nothing if there is none.
     *
     * @param name its name
     */
    public static void unlink(String name) {
        Path file = BlockNote.file(name);
        List<BlockNote> notes =
                BlockNote.all(Region.current().directory()).stream()
                        .filter(note -> note.name().equals(name) && note.isOf(file))
                        .toList();
        RegionFiles.deleteQuietly(file);
        notes.forEach(note -> RegionFiles.deleteQuietly(note.place()));
    }
}
