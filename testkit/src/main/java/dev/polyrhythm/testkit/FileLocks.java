package dev.polyrhythm.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The holders of POSIX locks, as Linux lists them, without opening the locked files. */
public final class FileLocks {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\d+: POSIX +\\S+ +\\S+ +(\\d+) +(\\p{XDigit}+):(\\p{XDigit}+):(\\d+) .*");

    private final Map<String, Set<Long>> holders = new HashMap<>();

    private FileLocks(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String file =
                        key(
                                Long.parseLong(matcher.group(2), 16),
                                Long.parseLong(matcher.group(3), 16),
                                Long.parseLong(matcher.group(4)));
                holders.computeIfAbsent(file, f -> new HashSet<>())
                        .add(Long.parseLong(matcher.group(1)));
            }
        }
    }

    /**
     * Reads the locks of this moment.
     *
     * @return empty on a system without such a list
     */
    public static FileLocks now() {
        try {
            return new FileLocks(Files.readAllLines(Path.of("/proc/locks")));
        } catch (IOException e) {
            return new FileLocks(List.of());
        }
    }

    /**
     * Returns the processes that hold a lock on a file.
     *
     * @param path the file, which need not be there
     * @return their process ids
     */
    public Set<Long> holders(Path path) {
        try {
            long device = ((Number) Files.getAttribute(path, "unix:dev")).longValue();
            long inode = ((Number) Files.getAttribute(path, "unix:ino")).longValue();
            return holders.getOrDefault(key(major(device), minor(device), inode), Set.of());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static long major(long device) {
        return device >> 8 & 0xfff;
    }

    private static long minor(long device) {
        return (device & 0xff) | ((device >> 12) & 0xfff00);
    }

    private static String key(long major, long minor, long inode) {
        return major + ":" + minor + ":" + inode;
    }
}
