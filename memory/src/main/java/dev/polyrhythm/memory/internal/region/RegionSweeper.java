package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.platform.SharedMemoryDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes the regions that killed programs left. Only a process that gets a region's whole lock
 * file may remove it, so nothing that is still used is touched.
 */
public final class RegionSweeper {
    static final String PREFIX = "polyrhythm-";
    static final String DRAFT_PREFIX = ".polyrhythm-draft-";
    private static final Duration DRAFT_AGE = Duration.ofMinutes(1);

    private RegionSweeper() {}

    /**
     * Removes what nobody uses any more, of this user.
     *
     * @return the directories that were removed
     */
    public static List<Path> sweep() {
        return sweep(SharedMemoryDirectory.get());
    }

    static List<Path> sweep(Path base) {
        List<Path> removed = new ArrayList<>();
        for (Path directory : list(base, PREFIX)) {
            if (removeIfAbandoned(directory)) {
                removed.add(directory);
            }
        }
        for (Path draft : list(base, DRAFT_PREFIX)) {
            if (isOld(draft) && removeIfAbandoned(draft)) {
                removed.add(draft);
            }
        }
        return removed;
    }

    /**
     * The regions of programs that are alive, and those that wait to be swept.
     *
     * @return their directories
     */
    public static List<Path> regions() {
        return regions(SharedMemoryDirectory.get());
    }

    static List<Path> regions(Path base) {
        return list(base, PREFIX);
    }

    private static List<Path> list(Path base, String prefix) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base, prefix + "*")) {
            for (Path entry : entries) {
                if (!Region.isOwn(entry)) {
                    found.add(entry);
                }
            }
        } catch (IOException e) {
            // An unreadable directory has nothing of ours.
        }
        return found;
    }

    /**
     * The directory of everybody's files is open to all: one that another user made, or a link that
     * leads elsewhere, is left alone. The lock is held until the last file is gone, or somebody
     * could join what is being removed.
     */
    private static boolean removeIfAbandoned(Path directory) {
        if (!RegionFiles.isOwnDirectory(directory)) {
            return false;
        }
        try {
            return LockFile.runIfUnused(
                    directory.resolve(RegionFiles.LOCK_FILE),
                    () -> RegionRemoval.removeRegion(directory));
        } catch (IOException e) {
            return removeIfUnlockable(directory);
        }
    }

    /** Without a lock file it is one that somebody died removing, or making. */
    private static boolean removeIfUnlockable(Path directory) {
        boolean abandoned =
                isOld(directory) && Files.notExists(directory.resolve(RegionFiles.LOCK_FILE));
        if (abandoned) {
            RegionRemoval.removeRegion(directory);
        }
        return abandoned;
    }

    /** A draft is a region in the first moments of its life, or one that never had a second. */
    private static boolean isOld(Path directory) {
        try {
            Instant changed = Files.getLastModifiedTime(directory).toInstant();
            return changed.isBefore(Instant.now().minus(DRAFT_AGE));
        } catch (IOException e) {
            return false;
        }
    }
}
