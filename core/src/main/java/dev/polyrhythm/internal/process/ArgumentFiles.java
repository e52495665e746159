package dev.polyrhythm.internal.process;

import dev.polyrhythm.memory.internal.region.Region;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The arguments of child JVMs, in files that the launcher {@code java} reads: lists of processes
 * stay readable, and no class path is too long for the system. Each list of arguments is written
 * once and stays as long as the region.
 */
final class ArgumentFiles {
    private static final int MOST_REMEMBERED = 64;
    private static final Map<List<String>, Path> WRITTEN = new HashMap<>(); // guarded by the class

    private ArgumentFiles() {}

    static synchronized Path write(List<String> arguments) throws IOException {
        Path known = WRITTEN.get(arguments);
        if (known != null) {
            return known;
        }
        Region region = Region.current();
        Path file = region.directory().resolve("arguments-" + region.nextNumber());
        String text = arguments.stream().map(ArgumentFiles::quote).collect(Collectors.joining());
        Files.write(file, text.getBytes(encoding()), StandardOpenOption.CREATE_NEW);
        if (WRITTEN.size() == MOST_REMEMBERED) {
            WRITTEN.clear();
        }
        WRITTEN.put(arguments, file);
        return file;
    }

    private static String quote(String argument) {
        String escaped =
                argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
        return '"' + escaped + "\"\n";
    }

    /** Returns the encoding of arguments on a command line. */
    private static Charset encoding() {
        return Charset.forName(
                System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
    }
}
