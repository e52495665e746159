package dev.polyrhythm.benchmarks;

import picocli.CommandLine;

/** Where {@code polyrhythm bench} begins. */
final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param arguments the command line, without {@code bench}
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setUsageHelpAutoWidth(true);
    }
}
