package dev.polyrhythm.memory.spi;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Blocks that other programs find by name, beside the regions. The region of the program that made
 * one has a note of it, with the file's identity, so that it goes with the region, whoever removes
 * that, unless somebody has unlinked it before.
 */
public final class NamedBlocks {
    private static final String NOTE_PREFIX = "memory-";
    private static final int LONGEST_NAME = 255;

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
        Path file = path(name);
        Path note = note(name);
        RegionFiles.allocate(file, byteSize);
        try {
            Files.writeString(note, identity(file));
        } catch (IOException e) {
            RegionFiles.deleteQuietly(file);
            throw new PolyrhythmException("cannot note shared memory: file=" + note, e);
        }
    }

    /**
     * Maps a whole block.
     *
     * @param name its name
     * @param arena what it lives as long as
     * @return its bytes
     * @throws IllegalArgumentException if the name cannot be a file's
     * @throws PolyrhythmException if there is none of that name
     */
    public static MemorySegment map(String name, Arena arena) {
        Path path = path(name);
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return file.map(FileChannel.MapMode.READ_WRITE, 0, file.size(), arena);
        } catch (NoSuchFileException e) {
            throw new PolyrhythmException("no shared memory of that name: name=" + name, e);
        } catch (IOException e) {
            throw new PolyrhythmException("cannot open shared memory: file=" + path, e);
        }
    }

    /**
     * Removes a block's name; who has it open keeps it. Does nothing if there is none.
     *
     * @param name its name
     */
    public static void unlink(String name) {
        RegionFiles.deleteQuietly(path(name));
        RegionFiles.deleteQuietly(note(name));
    }

    private static Path path(String name) {
        boolean valid =
                !name.isEmpty()
                        && !name.equals(".")
                        && !name.equals("..")
                        && name.indexOf('/') < 0
                        && name.indexOf('\0') < 0
                        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        if (!valid) {
            throw new IllegalArgumentException(
                    "a name must have 1 to 255 bytes, no / and no NUL: name=" + name);
        }
        return RegionFiles.base().resolve(name);
    }

    private static Path note(String name) {
        return Region.current().directory().resolve(NOTE_PREFIX + name);
    }

    private static String identity(Path file) throws IOException {
        return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** Removes the blocks that a region has notes of, if they still are the noted ones. */
    static void removeAll(Path region) {
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(region, NOTE_PREFIX + "*")) {
            for (Path note : notes) {
                String name = String.valueOf(note.getFileName()).substring(NOTE_PREFIX.length());
                remove(path(name), Files.readString(note));
            }
        } catch (IOException e) {
            // The region is being removed by somebody else.
        }
    }

    private static void remove(Path file, String noted) {
        try {
            if (identity(file).equals(noted)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // It has been unlinked.
        }
    }
}
