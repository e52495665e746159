package dev.polyrhythm.memory.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What can be seen of another program's region from outside, at one moment. Looking changes nothing
 * and needs no region of one's own; a region that goes meanwhile is left out.
 *
 * @param directory the region
 * @param ownerPid the program's first process, which may be gone; 0 if the name does not tell
 * @param isAlive false if it is abandoned: no process of the program lives
 * @param pids the processes that are alive and use it, by the order of their places
 * @param byteSize what its files hold, without the named blocks
 * @param blocks the named blocks that go with it
 */
public record RegionReport(
        Path directory,
        long ownerPid,
        boolean isAlive,
        List<Long> pids,
        long byteSize,
        List<NamedBlock> blocks) {
    private static final Pattern NAME = Pattern.compile(RegionSweeper.PREFIX + "(\\d{1,18})-.*");

    /**
     * A block that other programs find by its name.
     *
     * @param name its name
     * @param byteSize its length
     */
    public record NamedBlock(String name, long byteSize) {}

    /**
     * The regions of all other programs of this user.
     *
     * @return sorted by their directories
     */
    public static List<RegionReport> all() {
        return all(RegionFiles.base());
    }

    static List<RegionReport> all(Path base) {
        return RegionSweeper.regions(base).stream()
                .sorted()
                .flatMap(directory -> of(directory).stream())
                .toList();
    }

    private static Optional<RegionReport> of(Path directory) {
        if (!RegionFiles.isOwnDirectory(directory)) {
            return Optional.empty();
        }
        try {
            Optional<List<Integer>> alive =
                    LockFile.aliveSlots(directory.resolve(Region.LOCK_FILE));
            return alive.isEmpty() ? Optional.empty() : Optional.of(look(directory, alive.get()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // it has been removed
        }
    }

    private static RegionReport look(Path directory, List<Integer> alive) throws IOException {
        return new RegionReport(
                directory,
                ownerPid(directory),
                !alive.isEmpty(),
                pids(directory, alive),
                byteSize(directory),
                blocks(directory));
    }

    private static long ownerPid(Path directory) {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    /** Nobody, if the table is not one of this version. */
    private static List<Long> pids(Path directory, List<Integer> slots) throws IOException {
        MemorySegment table = copy(directory.resolve(Region.REGION_FILE));
        if (!RegionLayout.fault(table).isEmpty()) {
            return List.of();
        }
        return slots.stream()
                .map(slot -> RegionLayout.pid(table, slot))
                .filter(pid -> pid != 0) // it has left, and lives on for a moment
                .toList();
    }

    /** Not a mapping: the file could be cut short meanwhile. */
    private static MemorySegment copy(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        MemorySegment aligned =
                MemorySegment.ofArray(new long[Math.ceilDiv(bytes.length, Long.BYTES)]);
        aligned.copyFrom(MemorySegment.ofArray(bytes));
        return aligned.asSlice(0, bytes.length);
    }

    private static long byteSize(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> size(file)).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // it has been removed
        }
    }

    private static List<NamedBlock> blocks(Path directory) {
        List<NamedBlock> found = new ArrayList<>();
        for (BlockNote note : BlockNote.all(directory)) {
            Path file = directory.resolveSibling(note.name());
            if (note.isOf(file)) {
                found.add(new NamedBlock(note.name(), size(file)));
            }
        }
        return found;
    }
}
