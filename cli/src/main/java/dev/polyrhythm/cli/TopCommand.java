package dev.polyrhythm.cli;

import dev.polyrhythm.monitor.ProgramMonitor;
import dev.polyrhythm.monitor.RunningProgram;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code polyrhythm top}. */
@Command(
        name = "top",
        description = "Shows the workers of your programs that run, and marks rogue ones.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class TopCommand implements Callable<Integer> {
    /** The time between two samples: processor time is counted in 10 ms, so less is inexact. */
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final String HOME = "\033[H";
    private static final String CLEAR_LINE = "\033[K";
    private static final String CLEAR_REST = "\033[J";

    @Spec private CommandSpec spec;

    @Option(names = "--once", description = "One table, as where the output is no terminal.")
    private boolean once;

    @Option(names = "--json", description = "One JSON document, for scripts.")
    private boolean json;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "How often a terminal's table is refreshed: 1s.")
    private Duration interval;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TopCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (interval.compareTo(SHORTEST) < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--interval must be at least 100ms: " + interval);
        }
        ProgramMonitor watch = new ProgramMonitor();
        List<RunningProgram> programs = watch.look();
        if (json || once || !isTerminal()) {
            Thread.sleep(BETWEEN);
            print(watch.look());
            return 0;
        }
        spec.commandLine().getOut().print(HOME + CLEAR_REST);
        while (true) {
            refresh(programs);
            Thread.sleep(interval);
            programs = watch.look();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // it is null where the user has chosen so
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private void print(List<RunningProgram> programs) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (json) {
                out.println(TopJson.of(programs));
            } else {
                TopTable.lines(programs).forEach(out::println);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private void refresh(List<RunningProgram> programs) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(HOME);
        TopTable.lines(programs).forEach(line -> out.print(line + CLEAR_LINE + "\n"));
        out.print(CLEAR_REST);
        out.flush();
    }
}
