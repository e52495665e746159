package dev.polyrhythm.internal.process;

import dev.polyrhythm.platform.EffectiveUser;
import dev.polyrhythm.platform.UnixAttributes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of an entry, whose content is known by a digest. The digest is for damage: other users
 * cannot write there. A JVM computes CRC-32C of 12 MB in 4 ms when it has just started, as it needs
 * no compiled method for that; SHA-256 takes 350 ms then.
 */
final class StartupCacheFile {
    private static final OpenOption[] READ = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
    private static final int BUFFER_SIZE = 1 << 18;

    private final Path path;
    private final long size;
    private final long digest;
    private @Nullable Object checked; // the file's attributes when its digest was computed

    private StartupCacheFile(Path path, long size, long digest) {
        this.path = path;
        this.size = size;
        this.digest = digest;
    }

    /** Completes a file: writes it to the disk and closes it to other users. */
    static StartupCacheFile seal(Path path) throws IOException {
        if (UnixAttributes.AVAILABLE) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
        force(path);
        return new StartupCacheFile(path, Files.size(path), digest(path));
    }

    static void force(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    /**
     * Reads a note's line.
     *
     * @param path the file that it must be about
     * @param line a result of {@link #toLine}
     * @return null if it is not such a line
     */
    static @Nullable StartupCacheFile parse(Path path, String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[0].equals(String.valueOf(path.getFileName()))) {
            return null;
        }
        try {
            return new StartupCacheFile(
                    path, Long.parseLong(words[1]), Long.parseLong(words[2], 16));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    String toLine() {
        return "%s %d %x".formatted(path.getFileName(), size, digest);
    }

    Path path() {
        return path;
    }

    /** Returns whether it is this user's and unchanged. Reads the content when that may be new. */
    synchronized boolean isIntact() {
        try {
            Object now = facts();
            if (now == null || checked == null || !now.equals(checked)) {
                checked = now != null && hasContent() ? now : null;
            }
            return checked != null;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean hasContent() throws IOException {
        return Files.size(path) == size && digest(path) == digest;
    }

    private @Nullable Object facts() throws IOException {
        return UnixAttributes.AVAILABLE ? ownAttributes(path) : Files.getLastModifiedTime(path);
    }

    /** Returns null if the file is missing, or if another user may have written it. */
    static @Nullable UnixAttributes ownAttributes(Path path) throws IOException {
        UnixAttributes file = UnixAttributes.read(path);
        return file != null
                        && file.isFile()
                        && EffectiveUser.current().owns(file)
                        && !file.isWritableByGroup()
                        && !file.isWritableByOthers()
                ? file
                : null;
    }

    private static long digest(Path path) throws IOException {
        CRC32C digest = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        try (FileChannel file = FileChannel.open(path, READ)) {
            while (file.read(buffer) >= 0) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        return digest.getValue();
    }
}
