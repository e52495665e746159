package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The report of a run, and its place in a document. */
final class Report {
    private static final String END = "<!-- end -->";

    private Report() {}

    static String of(String machine, Settings settings, String calibration, String table) {
        return """
        %s; %s; rounds: %d; load of the machine at the end: %.1f.

        Calibration, a C futex ping-pong: %s.

        %s\
        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        machine,
                        settings.pairs(),
                        Machine.load(),
                        calibration,
                        table);
    }

    /** Writes a report between the two marker lines of its group in a document. */
    static void update(Path document, String group, String report) throws IOException {
        String text = Files.readString(document);
        String mark = "<!-- begin: ./polyrhythm bench %s -->".formatted(group);
        int begin = text.indexOf(mark);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IOException(
                    "no place for the table: file=%s, looked for %s and %s"
                            .formatted(document, mark, END));
        }
        Files.writeString(
                document,
                text.substring(0, begin) + mark + "\n\n" + report + "\n" + text.substring(end));
    }
}
