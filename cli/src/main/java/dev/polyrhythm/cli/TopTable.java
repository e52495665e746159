package dev.polyrhythm.cli;

import dev.polyrhythm.monitor.RunningProgram;
import dev.polyrhythm.monitor.WorkerStatus;
import dev.polyrhythm.monitor.WorkerStatus.Rogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of {@code polyrhythm top}, no line of it wider than 80 columns. */
final class TopTable {
    private static final int WIDTH = 80;
    private static final int NAME = 18;
    private static final String FORM = "%-1s %-9s%-18s %8s %-9s%6s %9s %6s %7s";

    private TopTable() {}

    static List<String> lines(List<RunningProgram> programs) {
        if (programs.isEmpty()) {
            return List.of("no program with workers runs");
        }
        List<String> lines = new ArrayList<>();
        for (RunningProgram program : programs) {
            add(lines, program);
        }
        return lines.stream().map(line -> cut(printable(line), WIDTH)).toList();
    }

    private static void add(List<String> lines, RunningProgram program) {
        lines.add("program %d  %s".formatted(program.pid(), CommandText.of(program.pid())));
        lines.add(
                FORM.formatted(
                        "", "KIND", "NAME", "ID", "STATE", "CPU", "MEMORY", "TASKS", "BEAT"));
        add(lines, program.first(), "(first)");
        program.workers().forEach(worker -> add(lines, worker, worker.name()));
        if (program.more() > 0) {
            lines.add("  and %d more".formatted(program.more()));
        }
        program.notes().forEach(note -> lines.add("  " + note));
    }

    private static void add(List<String> lines, WorkerStatus worker, String name) {
        boolean isThread = worker.threadId() != WorkerStatus.NONE;
        long id = isThread ? worker.threadId() : worker.pid();
        lines.add(
                FORM.formatted(
                        worker.rogue().isEmpty() ? "" : "!",
                        lower(worker.kind()),
                        cut(name, NAME),
                        (isThread ? "#" : "") + (id == 0 ? "-" : id),
                        lower(worker.state()),
                        percent(worker.cpuPercent()),
                        mebibytes(worker.residentBytes()),
                        number(worker.tasks()),
                        seconds(worker.heartBeatMillis())));
        for (Rogue reason : worker.rogue()) {
            lines.add("           " + reason);
        }
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Replaces control characters, by which a name or a command could steer the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String percent(double percent) {
        return percent < 0 ? "-" : String.format(Locale.ROOT, "%.0f %%", percent);
    }

    private static String mebibytes(long bytes) {
        return bytes < 0 ? "-" : (bytes >> 20) + " MiB";
    }

    private static String number(long number) {
        return number < 0 ? "-" : String.valueOf(number);
    }

    private static String seconds(long millis) {
        return millis < 0 ? "-" : String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "~";
    }
}
