package dev.polyrhythm.internal.process;

import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.platform.Niceness;
import dev.polyrhythm.platform.ParentDeathSignal;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line, environment and streams of a child JVM. The library builds all of it, so that a
 * program never needs a flag for its children.
 *
 * @param options the worker's options
 * @param arguments the JVM's options and paths
 * @param region the region's directory
 * @param relaysOutput whether this process passes the child's output on
 */
record ChildCommand(
        ProcessOptions options, List<String> arguments, Path region, boolean relaysOutput) {
    /** A process is one of several on its machine: its heap may take an eighth, not a quarter. */
    private static final String HEAP_SHARE = "-XX:MaxRAMPercentage=12.5";

    /**
     * The JDK's archive of classes is mapped where it was made for. Moved to a random address, all
     * of its pages would be written and so be the process's own: 8 MiB and up to 35 ms of processor
     * time for each child.
     */
    private static final List<String> UNMOVED_ARCHIVE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /**
     * Small, and without threads of its own. Unlike other collectors it lets a counted loop run to
     * its end before the JVM can stop, so also before it can exit: this is switched to their way.
     */
    private static final List<String> COLLECTOR =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCountedLoopSafepoints",
                    "-XX:LoopStripMiningIter=1000");

    /**
     * Methods are compiled when they have been called five times as often as by default: the code
     * of a child's first moments is not worth it. A long loop is compiled as early as ever.
     */
    private static final List<String> LATE_COMPILER =
            List.of(
                    "-XX:Tier3InvocationThreshold=1000",
                    "-XX:Tier3MinInvocationThreshold=500",
                    "-XX:Tier3CompileThreshold=10000");

    static ChildCommand of(ProcessOptions options, Path region) {
        return new ChildCommand(
                options,
                arguments(options, region),
                region,
                options.output().redirect() == null && !OutputRelay.isStandardOutput());
    }

    /** Returns the JVM's message on arguments that it refuses, empty if it accepts all. */
    String refusal() {
        return options.jvmArguments().isEmpty()
                ? ""
                : JvmOptionCheck.ask(
                        arguments.stream()
                                .filter(argument -> !argument.startsWith("-agentlib:jdwp"))
                                .takeWhile(argument -> !argument.startsWith("--class-path"))
                                .takeWhile(argument -> !argument.startsWith("--module-path"))
                                .toList());
    }

    /** Returns all that must be equal in a start for a spare of this command to serve it. */
    Object key() {
        return List.of(
                options.prefix(),
                Optional.ofNullable(options.niceness()),
                arguments,
                options.environment(),
                Objects.requireNonNullElse(options.directory(), ""),
                relaysOutput);
    }

    /**
     * Returns whether it needs no output of its own, which is one process's, nor an agent that may
     * wait.
     */
    boolean canBeSpare() {
        return options.output().redirect() == null
                && arguments.stream()
                        .noneMatch(a -> a.startsWith("-agent") || a.startsWith("-javaagent"));
    }

    /** In the launcher's thread, as the niceness depends on the thread that starts the process. */
    ProcessBuilder toBuilder() throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment()
                .computeIfPresent(
                        CacheDirectory.VARIABLE, (key, value) -> CacheDirectory.forChild(value));
        builder.environment().putAll(options.environment());
        JvmOptionVariables.remove(builder.environment());
        builder.command(commandLine());
        @Nullable String directory = options.directory();
        if (directory != null) {
            builder.directory(new File(directory));
        }
        Redirect output = redirect();
        return builder.redirectOutput(output).redirectError(output);
    }

    private Redirect redirect() {
        Redirect chosen = options.output().redirect();
        if (chosen != null) {
            return chosen;
        }
        return relaysOutput ? Redirect.PIPE : Redirect.INHERIT;
    }

    private List<String> commandLine() throws IOException {
        List<String> line = new ArrayList<>();
        @Nullable Integer niceness = options.niceness();
        if (niceness != null) {
            line.addAll(Niceness.prefix(niceness));
        }
        line.addAll(options.prefix());
        if (!OrphanReaper.isPossible()) {
            line.addAll(ParentDeathSignal.continuing());
        }
        line.addAll(JavaLauncher.command(arguments, JavaLauncher.childMain()));
        return line;
    }

    private static List<String> arguments(ProcessOptions options, Path region) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(options.environment());
        List<String> first = JvmOptionVariables.beforeOthers(environment);
        List<String> last = JvmOptionVariables.afterOthers(environment);
        List<String> line = own(region);
        if (Stream.of(first, options.jvmArguments(), last)
                .flatMap(List::stream)
                .noneMatch(ChildCommand::choosesCollector)) {
            line.addAll(COLLECTOR);
        }
        line.addAll(first);
        line.addAll(InheritedOptions.get());
        for (String key : InheritedProperties.ON_COMMAND_LINE) {
            String value = System.getProperty(key);
            if (value != null && !value.isEmpty()) {
                line.add("-D" + key + "=" + value);
            }
        }
        line.add("-D" + Region.PATH_PROPERTY + "=" + region);
        line.addAll(options.jvmArguments());
        line.addAll(last);
        StartupCacheEntry cache = StartupCache.find(line);
        if (cache == null) {
            line.addAll(InheritedOptions.paths(""));
        } else {
            line.addAll(cache.options());
            line.addAll(InheritedOptions.paths(cache.jar().toString()));
        }
        return line;
    }

    /**
     * Returns the library's own options. They keep the JVM's messages off the streams, which belong
     * to the user's code. The user's options come later, and so win.
     */
    private static List<String> own(Path region) {
        List<String> own = new ArrayList<>();
        own.add("-XX:+DisplayVMOutputToStderr");
        own.add("-Xlog:disable");
        own.add("-XX:-UsePerfData"); // no file in the temporary directory that a kill would leave
        own.add("-XX:ErrorFile=" + region.resolve(HsErrReport.FILE));
        own.add("-XX:-CreateCoredumpOnCrash");
        own.addAll(UNMOVED_ARCHIVE);
        own.addAll(LATE_COMPILER);
        own.add(NativeAccess.option());
        own.add(HEAP_SHARE);
        return own;
    }

    private static boolean choosesCollector(String argument) {
        return argument.startsWith("-XX:+Use") && argument.endsWith("GC");
    }
}
