package dev.polyrhythm.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The shell script that ends the children of a dead process and removes its shared memory, the
 * resource {@code reaper.sh}. It is run from a file: a shell reads its commands from there as it
 * needs them, so its comments cost nothing.
 */
public final class ReaperScript {
    private static final String RESOURCE = "reaper.sh";
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Path LIST_OF_CHILDREN = Path.of("/proc/thread-self/children");
    private static final String SIGNAL = "USR1"; // at the parent's death; the script traps it

    private ReaperScript() {}

    /** Returns whether this system has a shell, and lists of each process's children. */
    public static boolean isSupported() {
        return Files.isExecutable(SHELL) && Files.exists(LIST_OF_CHILDREN);
    }

    /**
     * Writes the script to a file.
     *
     * @throws IOException if there is no space left, or the library is packaged without the script
     */
    public static void write(Path file) throws IOException {
        try (InputStream script = ReaperScript.class.getResourceAsStream(RESOURCE)) {
            if (script == null) {
                throw new IOException("no such resource: name=" + RESOURCE);
            }
            Files.write(file, script.readAllBytes());
        }
    }

    /**
     * Returns the command line of a reaper. It ends the children when the thread that starts it
     * dies, or its standard input ends.
     *
     * @param script the file that was {@linkplain #write written}
     * @param region the directory with notes of the children
     * @param parent the process id in the notes
     */
    public static List<String> command(Path script, Path region, long parent) {
        List<String> command = new ArrayList<>(ParentDeathSignal.prefix(SIGNAL));
        command.add(SHELL.toString());
        command.add(script.toString());
        command.add(region.toString());
        command.add(String.valueOf(parent));
        return command;
    }
}
