package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.platform.SharedMemoryDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The note in a region of a named block that its program made: the file's identity, which tells it
 * from a later one of the same name, and the name. A file {@code memory-NUMBER} of two lines.
 */
record BlockNote(Path place, String identity, String name) {
    private static final String PREFIX = "memory-";
    private static final int LONGEST_NAME = 255;

    /**
     * Returns where the block of a name is.
     *
     * @throws IllegalArgumentException if the name cannot be a file's
     */
    static Path file(String name) {
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
        return SharedMemoryDirectory.get().resolve(name);
    }

    /** Removes the blocks that a region has notes of, if they still are the noted ones. */
    static void removeBlocks(Path region) {
        for (BlockNote note : all(region)) {
            Path file = file(note.name);
            if (note.isOf(file)) {
                RegionFiles.deleteQuietly(file);
            }
        }
    }

    /** Notes a file that is about to get the name. */
    static BlockNote write(Path region, long number, Path file, String name) throws IOException {
        BlockNote note = new BlockNote(region.resolve(PREFIX + number), identity(file), name);
        RegionFiles.createEmpty(note.place);
        Files.writeString(note.place, note.identity + "\n" + name);
        return note;
    }

    static List<BlockNote> all(Path region) {
        List<BlockNote> notes = new ArrayList<>();
        String[] names = region.toFile().list(); // none if it is being removed by another process
        for (String name : names == null ? new String[0] : names) {
            if (name.startsWith(PREFIX)) {
                read(region.resolve(name), notes);
            }
        }
        return notes;
    }

    private static void read(Path place, List<BlockNote> notes) {
        try {
            String[] lines = Files.readString(place).split("\n", 2);
            if (lines.length == 2) { // else its writer was killed before there was a block
                notes.add(new BlockNote(place, lines[0], lines[1]));
            }
        } catch (IOException e) {
            // The block has just been unlinked.
        }
    }

    /** Whether the file is the very one that was noted. */
    boolean isOf(Path file) {
        try {
            return identity.equals(identity(file));
        } catch (IOException e) {
            return false; // it has been unlinked
        }
    }

    private static String identity(Path file) throws IOException {
        return String.valueOf(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }
}
