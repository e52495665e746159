package dev.polyrhythm.internal.process;

import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.platform.UserCacheDirectory;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the user chose for caches. The library has a subdirectory of its own in it.
 */
final class CacheDirectory {
    /** System property: {@code off}, or the directory; an empty value is none. */
    static final String SETTING = "polyrhythm.cache";

    /** Environment variable with the same values; the property takes precedence. */
    static final String VARIABLE = "POLYRHYTHM_CACHE";

    private static final String OFF = "off";

    private static volatile boolean refused;

    private CacheDirectory() {}

    /** Returns the directory, which may not exist yet; null if there is none. */
    static @Nullable Path get() {
        if (refused) {
            return null;
        }
        String chosen = firstOf(System.getProperty(SETTING), System.getenv(VARIABLE));
        try {
            return chosen == null
                    ? UserCacheDirectory.get()
                    : chosen.equals(OFF) ? null : absolutePath(chosen);
        } catch (InvalidPathException e) {
            refuse("directory=" + e.getInput() + " is no path: reason=" + e.getReason());
            return null;
        }
    }

    private static Path absolutePath(String chosen) {
        return Path.of(chosen).toAbsolutePath();
    }

    private static @Nullable String firstOf(@Nullable String property, @Nullable String variable) {
        String value = property == null || property.isEmpty() ? variable : property;
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the value for a child, whose working directory may be another. */
    static String forChild(String value) {
        try {
            return value.isEmpty() || value.equals(OFF) ? value : absolutePath(value).toString();
        } catch (InvalidPathException e) {
            return value;
        }
    }

    /**
     * Switches the cache off for the rest of this process. The program's first process logs the
     * reason; its children inherit the setting and find the same.
     */
    static synchronized void refuse(String fault) {
        if (refused) {
            return;
        }
        refused = true;
        System.getLogger("dev.polyrhythm")
                .log(
                        ProcessIdentity.current().parentPid() == 0 ? Level.WARNING : Level.DEBUG,
                        "the start-up cache is off: {0}. Or choose another directory with -D{1}="
                                + "DIRECTORY, or switch the cache off with -D{1}=off; the"
                                + " environment variable {2} means the same",
                        fault,
                        SETTING,
                        VARIABLE);
    }
}
