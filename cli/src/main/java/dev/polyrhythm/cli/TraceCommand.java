package dev.polyrhythm.cli;

import dev.polyrhythm.gpio.trace.Trace;
import dev.polyrhythm.gpio.trace.TraceRendering;
import dev.polyrhythm.gpio.trace.VcdReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polyrhythm trace}. */
@Command(
        name = "trace",
        description = "Draws a trace: the width of each pulse over time, and the signal itself.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class TraceCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.vcd", description = "The trace, as 'run --trace' wrote it.")
    private Path file;

    @Option(
            names = "--output",
            paramLabel = "FILE.svg",
            description = "The picture; by default beside the trace.")
    private @Nullable Path output;

    @Option(names = "--from", paramLabel = "TIME", description = "Where it begins, e.g. 500ms.")
    private @Nullable Duration from;

    @Option(names = "--to", paramLabel = "TIME", description = "Where it ends, e.g. 4s.")
    private @Nullable Duration to;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    TraceCommand() {}

    @Override
    public Integer call() {
        Path picture = output == null ? withSuffix(file) : output;
        try {
            Files.writeString(picture, rendering(VcdReader.read(file)).toSvg());
        } catch (IOException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "cannot draw the trace: file=%s, output=%s (%s)"
                            .formatted(file, picture, Failures.reason(e)),
                    e);
        }
        spec.commandLine().getOut().println("drew " + picture);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private TraceRendering rendering(Trace trace) {
        TraceRendering whole = TraceRendering.ofWhole(trace);
        long start = from == null ? whole.fromNanos() : from.toNanos();
        long end = to == null ? whole.toNanos() : to.toNanos();
        if (end <= start) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to must be after --from: from=%s, to=%s"
                            .formatted(Duration.ofNanos(start), Duration.ofNanos(end)));
        }
        return new TraceRendering(trace, start, end);
    }

    private static Path withSuffix(Path trace) {
        String name = String.valueOf(trace.getFileName()).replaceFirst("\\.vcd$", "");
        return trace.resolveSibling(name + ".svg");
    }
}
