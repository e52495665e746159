package dev.polyrhythm.internal.process;

import dev.polyrhythm.platform.UnixAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that describes an entry of the cache: its purpose, its files, and the digests of their
 * content. It is written under another name and renamed when all of them are on the disk: files
 * that it does not name do not count.
 *
 * @param directory the start-up cache's own directory
 * @param description the JDK, library and options that the entry is for
 */
record StartupCacheNote(Path directory, String description) {
    static final String PREFIX = "note-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]+");
    private static final String FAILED = "failed\n";
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofDays(1);
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Returns the name of the entry. Should two have the same, their descriptions differ. */
    String key() {
        long hash = FNV_BASIS;
        for (int i = 0; i < description.length(); i++) {
            hash = (hash ^ description.charAt(i)) * FNV_PRIME;
        }
        return Long.toHexString(hash);
    }

    private Path file() {
        return directory.resolve(PREFIX + key());
    }

    /** Returns whether a file's name is that of a note. */
    static boolean isNote(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** Returns the entry, which may be damaged, or null if there is none. */
    @Nullable StartupCacheEntry read() {
        String text = text();
        return text.startsWith(description)
                ? StartupCacheEntry.parse(directory, text.substring(description.length()))
                : null;
    }

    /** Returns the text of this user's note, empty if there is none. */
    private String text() {
        try {
            return UnixAttributes.AVAILABLE && StartupCacheFile.ownAttributes(file()) == null
                    ? ""
                    : Files.readString(file());
        } catch (IOException e) {
            return "";
        }
    }

    /** Writes the note of an entry under another name, so that renaming it is all that is left. */
    void draft(StartupCacheEntry entry) throws IOException {
        write(entry.files().draft(), entry.toText());
    }

    void draftFailed(StartupCacheFiles files) throws IOException {
        write(files.draft(), FAILED);
    }

    private void write(Path draft, String rest) throws IOException {
        Files.writeString(draft, description + rest);
        StartupCacheFile.seal(draft);
    }

    /** Makes the draft the note. */
    void publish(StartupCacheFiles files) throws IOException {
        Files.move(files.draft(), file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns whether a try has failed, as with some JDKs and options: not each program tries. */
    boolean hasFailedLately() {
        try {
            Instant tried = Files.getLastModifiedTime(file()).toInstant();
            return text().equals(description + FAILED)
                    && tried.plus(BEFORE_ANOTHER_TRY).isAfter(Instant.now());
        } catch (IOException e) {
            return false;
        }
    }
}
