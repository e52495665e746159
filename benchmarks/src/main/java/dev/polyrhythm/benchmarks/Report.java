package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a run says, and its place in a document. */
final class Report {
    private static final String BEGIN = "<!-- begin: ./polyrhythm bench -->";
    private static final String END = "<!-- end -->";

    private Report() {}

    static String of(String machine, Effort effort, String calibration, String table) {
        return """
        %s; %s; rounds: %d; load of the machine at the end: %.1f.

        Calibration, a C futex ping-pong: %s.

        %s\
        """
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        machine,
                        effort.pairs(),
                        Machine.load(),
                        calibration,
                        table);
    }

    /** Puts it between the two marker lines of a document. */
    static void update(Path document, String report) throws IOException {
        String text = Files.readString(document);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            throw new IOException(
                    "no place for the table: file=%s, looked for %s and %s"
                            .formatted(document, BEGIN, END));
        }
        Files.writeString(
                document,
                text.substring(0, begin) + BEGIN + "\n\n" + report + "\n" + text.substring(end));
    }
}
