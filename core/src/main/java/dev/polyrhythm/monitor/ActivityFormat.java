package dev.polyrhythm.monitor;

import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.monitor.Activity.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link Activity} as text, in UTF-8. Lines end with a line feed, what is in a line is separated
 * by tabs; numbers are decimal, {@code -1} where one is not known; in a name, a backslash and
 * control characters are written as <code>&#92;uXXXX</code>.
 *
 * <pre>
 * polyrhythm activity 1
 * process  participant  pid  parentPid  nanoTime  more  name
 * worker   kind  id  state  isGivenUp  tasks  cpuPerMille  name     one for each worker
 * end
 * </pre>
 *
 * The first line has the version. The last one says that nothing is missing.
 */
final class ActivityFormat {
    private static final String MAGIC = "polyrhythm activity ";
    private static final int VERSION = 1;
    private static final String PROCESS = "process";
    private static final String WORKER = "worker";
    private static final String END = "end";
    private static final int LONGEST_NAME = 80;

    private ActivityFormat() {}

    // A young JVM pays dearly for its first format, concatenation or stream: nothing of the kind
    // here.

    static String write(Activity activity) {
        StringBuilder text = new StringBuilder(200 + 80 * activity.workers().size());
        text.append(MAGIC).append(VERSION).append('\n').append(PROCESS);
        number(text, activity.participant());
        number(text, activity.pid());
        number(text, activity.parentPid());
        number(text, activity.nanoTime());
        number(text, activity.more());
        name(text, activity.name());
        for (Row worker : activity.workers()) {
            write(text, worker);
        }
        return text.append(END).append('\n').toString();
    }

    private static void write(StringBuilder text, Row worker) {
        text.append(WORKER).append('\t').append(worker.kind().name());
        number(text, worker.id());
        text.append('\t').append(worker.state().name());
        number(text, worker.isGivenUp() ? 1 : 0);
        number(text, worker.tasks());
        number(text, worker.cpuPerMille());
        name(text, worker.name());
    }

    private static void number(StringBuilder text, long number) {
        text.append('\t').append(number);
    }

    private static void name(StringBuilder text, String name) {
        text.append('\t');
        for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
            char c = name.charAt(i);
            if (c == '\\' || Character.isISOControl(c) || isHalf(name, i)) {
                String hex = Integer.toHexString(c);
                text.append("\\u").repeat('0', 4 - hex.length()).append(hex);
            } else {
                text.append(c);
            }
        }
        text.append('\n');
    }

    /** Finds a lone surrogate, which UTF-8 does not have; a name that was cut can end with one. */
    private static boolean isHalf(String name, int i) {
        char c = name.charAt(i);
        boolean isFirst =
                Character.isHighSurrogate(c)
                        && i + 1 < Math.min(name.length(), LONGEST_NAME)
                        && Character.isLowSurrogate(name.charAt(i + 1));
        boolean isSecond =
                Character.isLowSurrogate(c)
                        && i > 0
                        && Character.isHighSurrogate(name.charAt(i - 1));
        return Character.isSurrogate(c) && !isFirst && !isSecond;
    }

    static Activity read(String text) {
        String[] lines = text.split("\n", -1);
        checkVersion(lines[0]);
        try {
            return read(lines);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PolyrhythmException("the text is not as it should be: " + e.getMessage(), e);
        }
    }

    private static void checkVersion(String line) {
        if (!line.startsWith(MAGIC)) {
            throw new PolyrhythmException("the file is not one of Polyrhythm's");
        }
        if (!line.substring(MAGIC.length()).equals(String.valueOf(VERSION))) {
            throw new PolyrhythmException(
                    "another version of Polyrhythm wrote it: version=%s, known version=%d"
                            .formatted(line.substring(MAGIC.length()), VERSION));
        }
    }

    private static Activity read(String[] lines) {
        if (lines.length < 4 || !lines[lines.length - 2].equals(END)) {
            throw new IllegalArgumentException("the end is missing");
        }
        String[] process = fields(lines[1], PROCESS, 7);
        List<Row> workers = new ArrayList<>();
        for (int i = 2; i < lines.length - 2; i++) {
            workers.add(readWorker(fields(lines[i], WORKER, 8)));
        }
        return new Activity(
                Long.parseLong(process[1]),
                Long.parseLong(process[2]),
                Long.parseLong(process[3]),
                readName(process[6]),
                Long.parseLong(process[4]),
                List.copyOf(workers),
                Long.parseLong(process[5]));
    }

    private static String[] fields(String line, String first, int count) {
        String[] fields = line.split("\t", -1);
        if (fields.length != count || !fields[0].equals(first)) {
            throw new IllegalArgumentException("line=" + line);
        }
        return fields;
    }

    private static Row readWorker(String[] fields) {
        return new Row(
                WorkerKind.valueOf(fields[1]),
                Long.parseLong(fields[2]),
                Activity.State.valueOf(fields[3]),
                Integer.parseInt(fields[4]) != 0,
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]),
                readName(fields[7]));
    }

    private static String readName(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                name.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                name.append(text.charAt(i));
            }
        }
        return name.toString();
    }
}
