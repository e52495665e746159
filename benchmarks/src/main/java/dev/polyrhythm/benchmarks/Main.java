package dev.polyrhythm.benchmarks;

import picocli.CommandLine;

/** Entry point of {@code polyrhythm bench}. */
final class Main {
    private Main() {}

    /**
     * Runs the command.
     *
     * @param arguments the command line, without {@code bench}
     */
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Main::endOthers));
        System.exit(commandLine().execute(arguments));
    }

    /** Ends the measured programs with this process. */
    private static void endOthers() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setUsageHelpAutoWidth(true);
    }
}
