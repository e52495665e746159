package dev.polyrhythm.memory.internal.region;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Removes regions, with the named blocks that go with them. */
final class RegionRemoval {
    private RegionRemoval() {}

    /**
     * Removes a region, beginning with the file without which no process can join: if this process
     * is killed meanwhile, the rest is not taken for a region.
     */
    static void removeRegion(Path directory) {
        RegionFiles.deleteQuietly(directory.resolve(RegionFiles.REGION_FILE));
        removeTree(directory);
    }

    /** Removes a region's directory with all that is in it, the innermost first. */
    static void removeTree(Path directory) {
        BlockNote.removeBlocks(directory);
        removeTree(directory.toFile());
    }

    /**
     * Not by a walk over paths: a child that ends as the last one has mostly not loaded the classes
     * for that, and it would take several times as long. What cannot be removed is left to the next
     * program that starts.
     */
    private static void removeTree(File file) {
        if (!file.delete() && isRealDirectory(file)) {
            String[] names = file.list();
            for (String name : names == null ? new String[0] : names) {
                removeTree(new File(file, name));
            }
            boolean ignored = file.delete();
        }
    }

    private static boolean isRealDirectory(File file) {
        return Files.isDirectory(file.toPath(), LinkOption.NOFOLLOW_LINKS);
    }
}
