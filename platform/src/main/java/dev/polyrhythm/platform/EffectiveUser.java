package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user and group that this process acts as. The names that the JVM knows are the real user's,
 * which differ in a program with the set-user-ID bit.
 *
 * @param uid the user's number
 * @param gid the group's number
 */
public record EffectiveUser(int uid, int gid) {
    private static final Path GROUPS = Path.of("/etc/group");
    private static final int EFFECTIVE = 1; // after the real one
    private static final int ROOT = 0;

    private static volatile @Nullable EffectiveUser known;

    /** A JVM does not change them. */
    public static EffectiveUser current() throws IOException {
        EffectiveUser user = known;
        if (user == null) {
            user = new EffectiveUser(number("Uid"), number("Gid"));
            known = user;
        }
        return user;
    }

    private static int number(String key) throws IOException {
        return Integer.parseUnsignedInt(Procfs.status(Procfs.SELF, key)[EFFECTIVE]);
    }

    public boolean owns(UnixAttributes file) {
        return file.uid() == uid;
    }

    public boolean orRootOwns(UnixAttributes file) {
        return owns(file) || file.uid() == ROOT;
    }

    /**
     * Returns whether a directory's group is this user's private one: a group of the user's name,
     * without other members.
     *
     * @param directory a directory that this user owns
     * @param attributes its attributes
     */
    public boolean isAloneInGroupOf(Path directory, UnixAttributes attributes) throws IOException {
        String user = name(directory, "owner");
        return owns(attributes)
                && attributes.gid() == gid
                && name(directory, "group").equals(user)
                && !hasOtherMembers(user);
    }

    private static String name(Path file, String whose) throws IOException {
        return String.valueOf(
                Files.getAttribute(file, "posix:" + whose, LinkOption.NOFOLLOW_LINKS));
    }

    private boolean hasOtherMembers(String user) throws IOException {
        if (!Files.isReadable(GROUPS)) {
            return false;
        }
        try (Stream<String> groups = Files.lines(GROUPS)) {
            return groups.map(line -> line.split(":", -1))
                    .filter(group -> group.length == 4 && group[2].equals(String.valueOf(gid)))
                    .flatMap(group -> Stream.of(group[3].split(",", -1)))
                    .anyMatch(member -> !member.isBlank() && !member.strip().equals(user));
        }
    }
}
