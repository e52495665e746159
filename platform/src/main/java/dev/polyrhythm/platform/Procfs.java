package dev.polyrhythm.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads Linux's files about one process, {@code stat} and {@code status} (proc_pid_stat(5),
 * proc_pid_status(5)). A process is named by its id, or as {@link #SELF} or {@link #THREAD}.
 */
final class Procfs {
    /** This process. */
    static final String SELF = "self";

    /** The calling thread. */
    static final String THREAD = "thread-self";

    private static final Path ROOT = Path.of("/proc");

    private Procfs() {}

    /**
     * Returns the fields of {@code stat} behind the name, which can hold spaces and brackets: the
     * first is the state, the third field of the manual.
     */
    static String[] stat(String process) throws IOException {
        String stat = read(process, "stat");
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    /**
     * Returns the values of one line of {@code status}, without the units.
     *
     * @throws IOException if there is no such process, or its status has no such line
     */
    static String[] status(String process, String key) throws IOException {
        String status = read(process, "status");
        int line = status.indexOf("\n" + key + ":");
        if (line < 0) {
            throw new IOException("no such line: file=status, process=" + process + ", key=" + key);
        }
        int values = line + key.length() + 2;
        return status.substring(values, status.indexOf('\n', values)).strip().split("\\s+", -1);
    }

    /** Reads as Latin-1: a name is bytes of any kind. */
    private static String read(String process, String file) throws IOException {
        return Files.readString(ROOT.resolve(process).resolve(file), StandardCharsets.ISO_8859_1);
    }
}
