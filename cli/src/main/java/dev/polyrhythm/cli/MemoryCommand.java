package dev.polyrhythm.cli;

import dev.polyrhythm.memory.internal.region.RegionReport;
import dev.polyrhythm.memory.internal.region.RegionReport.NamedBlock;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code polyrhythm memory}. */
@Command(
        name = "memory",
        description =
                "Lists the shared memory of your programs that run, and what killed ones left.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class MemoryCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    MemoryCommand() {}

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<RegionReport> regions = RegionReport.all();
        if (regions.isEmpty()) {
            out.println("no shared memory");
        }
        regions.forEach(region -> text(region).forEach(out::println));
        out.flush();
    }

    /** Returns the lines for one region. */
    static List<String> text(RegionReport region) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  %s  %s"
                        .formatted(region.directory(), bytes(region.byteSize()), state(region)));
        for (long pid : region.pids()) {
            String first = pid == region.ownerPid() ? " (first)" : "";
            lines.add("    process %d%s  %s".formatted(pid, first, CommandText.of(pid)));
        }
        for (NamedBlock block : region.blocks()) {
            lines.add("    block %s  %s".formatted(block.name(), bytes(block.byteSize())));
        }
        return lines;
    }

    private static String state(RegionReport region) {
        return region.isAlive()
                ? "alive"
                : "abandoned by process " + region.ownerPid() + ": polyrhythm clean removes it";
    }

    private static String bytes(long byteSize) {
        return String.format(Locale.ROOT, "%,d bytes", byteSize);
    }
}
