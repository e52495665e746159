package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import dev.polyrhythm.nativeio.NativeAccess;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line, environment and streams of a child JVM. The library builds all of it, so that a
 * program never needs a flag for its children.
 *
 * @param options what the worker asks for
 * @param region the region's directory
 * @param relaysOutput whether this process passes the child's output on
 */
record ChildCommand(ProcessOptions options, Path region, boolean relaysOutput) {
    /** A process is one of several on its machine: its heap may take an eighth, not a quarter. */
    private static final String HEAP_SHARE = "-XX:MaxRAMPercentage=12.5";

    /**
     * The JDK's archive of classes is mapped where it was made for. Moved to a random address, all
     * of its pages would be written and so be the process's own: 8 MiB and up to 35 ms of processor
     * time for each child.
     */
    private static final List<String> UNMOVED_ARCHIVE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    static ChildCommand of(ProcessOptions options, Path region) {
        return new ChildCommand(
                options,
                region,
                options.output().redirect() == null && !OutputRelay.isStandardOutput());
    }

    ProcessBuilder toBuilder() {
        ProcessBuilder builder = new ProcessBuilder();
        Map<String, String> environment = builder.environment();
        environment.putAll(options.environment());
        builder.command(commandLine(environment));
        JvmOptionVariables.remove(environment);
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

    private List<String> commandLine(Map<String, String> environment) {
        List<String> line = new ArrayList<>(options.prefix());
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(JvmOptionVariables.beforeOthers(environment));
        line.addAll(own());
        line.addAll(InheritedOptions.get());
        for (String key : InheritedProperties.ON_COMMAND_LINE) {
            String value = System.getProperty(key);
            if (value != null && !value.isEmpty()) {
                line.add("-D" + key + "=" + value);
            }
        }
        line.add("-D" + Region.PATH_PROPERTY + "=" + region);
        line.addAll(options.jvmArguments());
        line.addAll(JvmOptionVariables.afterOthers(environment));
        line.addAll(InheritedOptions.mainClass(ChildMain.class));
        return line;
    }

    /** The JVM keeps its own words off the streams, which belong to the user's code. */
    private List<String> own() {
        List<String> own = new ArrayList<>();
        own.add("-XX:+DisplayVMOutputToStderr");
        own.add("-Xlog:disable");
        own.add("-XX:-UsePerfData"); // no file in the temporary directory that a kill would leave
        own.add("-XX:ErrorFile=" + region.resolve("hs_err_%p.log"));
        own.add("-XX:-CreateCoredumpOnCrash");
        own.addAll(UNMOVED_ARCHIVE);
        own.add(NativeAccess.option());
        own.add(HEAP_SHARE);
        if (options.jvmArguments().stream().noneMatch(ChildCommand::choosesCollector)) {
            own.add("-XX:+UseSerialGC");
        }
        return own;
    }

    private static boolean choosesCollector(String argument) {
        return argument.startsWith("-XX:+Use") && argument.endsWith("GC");
    }
}
