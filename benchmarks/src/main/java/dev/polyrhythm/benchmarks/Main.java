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
        Runtime.getRuntime().addShutdownHook(new Thread(Main::endOthers));
        System.exit(commandLine().execute(arguments));
    }

    /** Nobody measures on when this process is told to end. */
    private static void endOthers() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand()).setUsageHelpAutoWidth(true);
    }
}
