package dev.polyrhythm.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand. */
@Command(
        name = "polyrhythm",
        description =
                "Runs programs whose loops are threads or processes, and shows what they did.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            RunCommand.class,
            TraceCommand.class,
            TopCommand.class,
            MemoryCommand.class,
            CleanCommand.class
        })
final class PolyrhythmCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    PolyrhythmCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: run, trace, top, memory or clean (polyrhythm --help)");
    }
}
