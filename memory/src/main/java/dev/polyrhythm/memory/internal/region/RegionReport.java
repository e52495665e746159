package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.platform.SharedMemoryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        return all(SharedMemoryDirectory.get());
    }

    static List<RegionReport> all(Path base) {
        return RegionMembers.all(base).stream().flatMap(region -> of(region).stream()).toList();
    }

    private static Optional<RegionReport> of(RegionMembers region) {
        try {
            return Optional.of(
                    new RegionReport(
                            region.directory(),
                            region.ownerPid(),
                            region.isAlive(),
                            region.members().stream().map(RegionMembers.Member::pid).toList(),
                            byteSize(region.directory()),
                            blocks(region.directory())));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // it has been removed
        }
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
