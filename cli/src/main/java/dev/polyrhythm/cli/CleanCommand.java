package dev.polyrhythm.cli;

import dev.polyrhythm.memory.internal.region.RegionSweeper;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code polyrhythm clean}. */
@Command(
        name = "clean",
        description = "Removes the shared memory that killed programs left.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class CleanCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CleanCommand() {}

    @Override
    public void run() {
        List<Path> removed = RegionSweeper.sweep();
        var out = spec.commandLine().getOut();
        if (removed.isEmpty()) {
            out.println("nothing to clean");
        }
        removed.forEach(path -> out.println("removed " + path));
        out.flush();
    }
}
