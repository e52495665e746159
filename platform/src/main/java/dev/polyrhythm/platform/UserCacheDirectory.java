package dev.polyrhythm.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory for a user's caches, by the XDG Base Directory Specification. */
public final class UserCacheDirectory {
    private UserCacheDirectory() {}

    /**
     * Returns the directory, which may not exist yet; null if the user has no home.
     *
     * @throws InvalidPathException if what the environment says is not a path
     */
    public static @Nullable Path get() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache != null && Path.of(cache).isAbsolute()) {
            return Path.of(cache);
        }
        String home = System.getProperty("user.home", "");
        return Path.of(home).isAbsolute() ? Path.of(home, ".cache") : null;
    }
}
