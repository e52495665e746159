package dev.polyrhythm.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The entry point of the command. */
final class Main {
    private Main() {}

    /**
     * Runs the command. A program that it starts runs outside the command line library, so that its
     * exception ends the JVM as it would without the command.
     *
     * @param arguments the command line
     * @throws Throwable the exception of the program's main; the JVM prints it and ends with code 1
     */
    public static void main(String[] arguments) throws Throwable {
        CommandLine commandLine = commandLine();
        int exitCode = commandLine.execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        if (result(commandLine) instanceof Program program) {
            program.run();
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new PolyrhythmCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .registerConverter(Duration.class, new DurationConverter())
                .setParameterExceptionHandler(new Errors())
                .setExecutionExceptionHandler(new Errors());
    }

    private static @Nullable Object result(CommandLine commandLine) {
        CommandLine.ParseResult parsed = commandLine.getParseResult();
        return parsed.hasSubcommand()
                ? parsed.subcommand().commandSpec().commandLine().getExecutionResult()
                : null;
    }
}
