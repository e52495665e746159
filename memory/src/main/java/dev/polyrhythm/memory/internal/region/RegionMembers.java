package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.platform.SharedMemoryDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The living members of another program's region, seen from outside at one moment. Looking changes
 * nothing and needs no region of one's own; a region that goes meanwhile is left out.
 *
 * @param directory the region
 * @param ownerPid the program's first process, which may be gone; 0 if the name does not tell
 * @param isAlive false if it is abandoned: no process of the program lives
 * @param members the processes that are alive and use it, by the order of their places
 * @param fault what is wrong with its table, so that it has no members; empty if nothing
 */
public record RegionMembers(
        Path directory, long ownerPid, boolean isAlive, List<Member> members, String fault) {
    private static final Pattern NAME = Pattern.compile(RegionSweeper.PREFIX + "(\\d{1,18})-.*");

    /**
     * A process.
     *
     * @param participant what {@link Region#self()} returns in it
     * @param pid its process id, as it sees it itself
     */
    public record Member(long participant, long pid) {}

    /**
     * The regions of all other programs of this user.
     *
     * @return sorted by their directories
     */
    public static List<RegionMembers> all() {
        return all(SharedMemoryDirectory.get());
    }

    static List<RegionMembers> all(Path base) {
        return RegionSweeper.regions(base).stream()
                .sorted()
                .flatMap(directory -> of(directory).stream())
                .toList();
    }

    /** Nothing if it is another user's, or this process's own, or has been removed. */
    static Optional<RegionMembers> of(Path directory) {
        if (!RegionFiles.isOwnDirectory(directory)) {
            return Optional.empty();
        }
        try {
            RegionFile file = new RegionFile(directory.resolve(RegionFiles.REGION_FILE));
            ByteBuffer before = file.read();
            Optional<List<Integer>> alive =
                    LockFile.aliveSlots(directory.resolve(RegionFiles.LOCK_FILE));
            return alive.isEmpty()
                    ? Optional.empty()
                    : Optional.of(look(directory, before, alive.get(), file.read()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static RegionMembers look(
            Path directory, ByteBuffer before, List<Integer> slots, ByteBuffer after) {
        String fault = RegionLayout.fault(after);
        boolean isReadable = fault.isEmpty() && RegionLayout.fault(before).isEmpty();
        return new RegionMembers(
                directory,
                ownerPid(directory),
                !slots.isEmpty(),
                isReadable ? members(before, slots, after) : List.of(),
                fault);
    }

    /**
     * The members of the slots whose locks are held. A lock tells about the generation of its slot
     * only if the table says the same before and after the lock was asked for: otherwise another
     * process may have taken the slot meanwhile, or is just joining.
     */
    static List<Member> members(ByteBuffer before, List<Integer> slots, ByteBuffer after) {
        return slots.stream()
                .filter(slot -> member(before, slot).equals(member(after, slot)))
                .map(slot -> member(after, slot))
                .filter(member -> member.pid() != 0) // it has left, and lives on for a moment
                .toList();
    }

    private static Member member(ByteBuffer table, int slot) {
        return new Member(
                Participants.id(slot, RegionLayout.generation(table, slot)),
                RegionLayout.pid(table, slot));
    }

    private static long ownerPid(Path directory) {
        Matcher name = NAME.matcher(String.valueOf(directory.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }
}
