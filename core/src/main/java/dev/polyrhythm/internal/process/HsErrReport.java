package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The head of the error file of a JVM that crashed: the signal or error, and the place.
 *
 * @param text the first lines, in one; empty if there is no such file
 */
record HsErrReport(String text) {
    static final HsErrReport NONE = new HsErrReport("");

    /** Path in the region; the JVM puts its process id there. */
    static final String FILE = "hs_err_%p.log";

    private static final Pattern SIGNAL = Pattern.compile("^SIG[A-Z]+ \\(0x([0-9a-f]+)\\)");
    private static final int HEAD = 40;

    /** Reads and removes the file. */
    static HsErrReport take(Path region, long pid) {
        Path file = region.resolve(FILE.replace("%p", String.valueOf(pid)));
        if (!Files.exists(file)) {
            return NONE;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return parse(lines.limit(HEAD).toList());
        } catch (IOException e) {
            return NONE;
        } finally {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It goes with the region.
        }
    }

    /** Finds the first statement and the frame at fault in the head, which is in comment signs. */
    static HsErrReport parse(List<String> lines) {
        List<String> said =
                lines.stream()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.substring(1).strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
        int frame = said.indexOf("Problematic frame:");
        String where = frame >= 0 && frame + 1 < said.size() ? said.get(frame + 1) : "";
        return new HsErrReport(
                Stream.of(said.size() > 1 ? said.get(1) : "", where)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", at ")));
    }

    /** Returns the signal of the crash. */
    OptionalInt signal() {
        Matcher matcher = SIGNAL.matcher(text);
        return matcher.find()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1), 16))
                : OptionalInt.empty();
    }
}
