package dev.polyrhythm.internal.process;

import dev.polyrhythm.platform.EffectiveUser;
import dev.polyrhythm.platform.UnixAttributes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The start-up cache's own subdirectory of the user's cache directory. A child runs the code there:
 * so only this user and root may be able to put files there, or another directory in its place. The
 * library makes it and marks it, and touches nothing that has no mark.
 *
 * @param path the subdirectory, in a directory without links on its path
 */
record StartupCacheDirectory(Path path) {
    static final String NAME = "polyrhythm-startup";
    static final String MARKER = ".polyrhythm-startup-cache";

    private static final int PRIVATE = 0700;
    private static final FileAttribute<?>[] PRIVATE_MODE =
            UnixAttributes.AVAILABLE
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];

    /**
     * Follows the links on the path once: a link that is changed afterwards changes nothing.
     *
     * @param chosen the user's cache directory
     */
    static StartupCacheDirectory in(Path chosen) throws IOException {
        return new StartupCacheDirectory(withoutLinks(chosen).resolve(NAME));
    }

    private static Path withoutLinks(Path path) throws IOException {
        try {
            return path.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent == null || name == null) {
                throw e;
            }
            return withoutLinks(parent).resolve(name);
        }
    }

    private Path parent() {
        return path.resolveSibling("").toAbsolutePath();
    }

    private Path marker() {
        return path.resolve(MARKER);
    }

    /** Makes it with its mark, and directories above that are missing, for this user alone. */
    void make() throws IOException {
        Files.createDirectories(parent(), PRIVATE_MODE);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            createUnlessThere(() -> Files.createDirectory(path, PRIVATE_MODE));
        }
        if (faultOfPlace() == null && !isMarked() && isEmpty()) { // new, or its maker was killed
            createUnlessThere(() -> Files.createFile(marker()));
        }
    }

    private interface Creation {
        void run() throws IOException;
    }

    private static void createUnlessThere(Creation creation) throws IOException {
        try {
            creation.run();
        } catch (FileAlreadyExistsException e) {
            // Another program makes it, too.
        }
    }

    private boolean isMarked() {
        return Files.isRegularFile(marker(), LinkOption.NOFOLLOW_LINKS);
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    /** Returns the fault and its remedy; null if there is none, or no directory yet. */
    @Nullable String fault() {
        try {
            @Nullable String fault = faultOfPlace();
            return fault == null ? faultOfMark() : fault;
        } catch (IOException | RuntimeException e) {
            return "directory=" + path + " cannot be examined: reason=" + e;
        }
    }

    private @Nullable String faultOfPlace() throws IOException {
        if (!UnixAttributes.AVAILABLE) {
            return null; // Windows: the home directory is private.
        }
        EffectiveUser user = EffectiveUser.current();
        UnixAttributes above = UnixAttributes.read(parent());
        @Nullable String fault = above == null ? null : faultOfParent(above, user);
        UnixAttributes own = fault == null ? UnixAttributes.read(path) : null;
        return own == null ? fault : faultOfOwn(own, user);
    }

    private @Nullable String faultOfParent(UnixAttributes above, EffectiveUser user)
            throws IOException {
        Path parent = parent();
        if (!above.isDirectory()) {
            return "directory=%s is not a directory, mode=%o. Rename it"
                    .formatted(parent, above.mode());
        }
        if (!user.orRootOwns(above)) {
            return ("directory=%s belongs to another user, owner=%d, expected=%d or 0. Change its"
                            + " owner")
                    .formatted(parent, above.uid(), user.uid());
        }
        boolean group = above.isWritableByGroup() && !user.isAloneInGroupOf(parent, above);
        if ((above.isWritableByOthers() || group) && !above.isSticky()) {
            return ("directory=%s can be written to by other users, mode=%s, group=%d. Run chmod go-w"
                            + " on it")
                    .formatted(parent, above.octalMode(), above.gid());
        }
        return null;
    }

    private @Nullable String faultOfOwn(UnixAttributes own, EffectiveUser user) {
        if (own.isLink() || !own.isDirectory()) {
            return "directory=%s is a link or a file, mode=%o. Rename it"
                    .formatted(path, own.mode());
        }
        if (!user.owns(own)) {
            return "directory=%s belongs to another user, owner=%d, expected=%d. Rename it"
                    .formatted(path, own.uid(), user.uid());
        }
        if (own.permissions() != PRIVATE) {
            return "directory=%s is open to other users, mode=%s, expected=0700. Rename it"
                    .formatted(path, own.octalMode());
        }
        return null;
    }

    private @Nullable String faultOfMark() throws IOException {
        return !Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                        || isMarked()
                        || isEmpty()
                        || isMarked()
                ? null
                : "directory=%s was not made by this library, missing=%s. Rename it"
                        .formatted(path, MARKER);
    }
}
