package dev.polyrhythm.internal.worker;

import java.io.Serial;
import java.io.Serializable;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a worker process. They stay with the worker in the parent: the child's copy lacks
 * the redirect, which is not needed there.
 *
 * @param prefix commands that start the JVM with changed rights or scheduling
 * @param niceness of the process, or null for this process's
 * @param jvmArguments JVM options, in their order
 * @param environment changes to the environment
 * @param directory working directory, or null for this process's
 * @param output where standard output and error go
 */
public record ProcessOptions(
        List<String> prefix,
        @Nullable Integer niceness,
        List<String> jvmArguments,
        Map<String, String> environment,
        @Nullable String directory,
        Output output)
        implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    public static final ProcessOptions NONE =
            new ProcessOptions(List.of(), null, List.of(), Map.of(), null, new Output(null));

    public ProcessOptions {
        prefix = List.copyOf(prefix);
        jvmArguments = List.copyOf(jvmArguments);
        environment = Map.copyOf(environment);
    }

    public ProcessOptions withPrefix(String... command) {
        return new ProcessOptions(
                plus(prefix, List.of(command)),
                niceness,
                jvmArguments,
                environment,
                directory,
                output);
    }

    public ProcessOptions withNiceness(int value) {
        return new ProcessOptions(prefix, value, jvmArguments, environment, directory, output);
    }

    public ProcessOptions withJvmArguments(List<String> more) {
        return new ProcessOptions(
                prefix, niceness, plus(jvmArguments, more), environment, directory, output);
    }

    public ProcessOptions withEnvironment(Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(changes);
        return new ProcessOptions(prefix, niceness, jvmArguments, all, directory, output);
    }

    public ProcessOptions withDirectory(String path) {
        return new ProcessOptions(prefix, niceness, jvmArguments, environment, path, output);
    }

    public ProcessOptions withOutput(Redirect redirect) {
        return new ProcessOptions(
                prefix, niceness, jvmArguments, environment, directory, new Output(redirect));
    }

    private static List<String> plus(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** The output's redirect, which does not travel: it is not serializable. */
    public static final class Output implements Serializable {
        @Serial private static final long serialVersionUID = 1L;
        private final transient @Nullable Redirect redirect;

        Output(@Nullable Redirect redirect) {
            this.redirect = redirect;
        }

        public @Nullable Redirect redirect() {
            return redirect;
        }
    }
}
