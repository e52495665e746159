package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's facts about a file, not about what a link leads to. Two readings are equal as long
 * as the file is the same one and has not been written to: its time of change cannot be set.
 *
 * @param uid the owner's number
 * @param gid the group's number
 * @param mode the type and the permissions
 * @param facts what else differs when the file does
 */
public record UnixAttributes(int uid, int gid, int mode, Map<String, Object> facts) {
    /** False on Windows, where none of this exists. */
    public static final boolean AVAILABLE =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int STICKY = 01000;
    private static final int PERMISSIONS = 0777;
    private static final int GROUP_WRITE = 0020;
    private static final int OTHERS_WRITE = 0002;

    /** Null if there is no such file. */
    public static @Nullable UnixAttributes read(Path path) throws IOException {
        try {
            Map<String, Object> all =
                    Files.readAttributes(
                            path,
                            "unix:uid,gid,mode,ino,dev,size,lastModifiedTime,ctime",
                            LinkOption.NOFOLLOW_LINKS);
            return new UnixAttributes(
                    number(all, "uid"), number(all, "gid"), number(all, "mode"), all);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static int number(Map<String, Object> all, String name) {
        return all.get(name) instanceof Integer number ? number : -1;
    }

    public boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    public boolean isFile() {
        return (mode & TYPE) == FILE;
    }

    public boolean isLink() {
        return (mode & TYPE) == LINK;
    }

    /** Others than the owner of an entry cannot rename it. */
    public boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    public boolean isWritableByGroup() {
        return (mode & GROUP_WRITE) != 0;
    }

    public boolean isWritableByOthers() {
        return (mode & OTHERS_WRITE) != 0;
    }

    public int permissions() {
        return mode & PERMISSIONS;
    }

    /** As {@code chmod} takes it. */
    public String octalMode() {
        return "0%o".formatted(mode & (PERMISSIONS | STICKY));
    }
}
