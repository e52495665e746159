package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Makes candidates, by the runtime that they need. */
final class Candidates {
    static final String OURS = "Polyrhythm";
    static final String PYTHON = "Python";
    static final String C = "C";

    /** Suppresses the JVM's warning. */
    private static final String USES_UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    /** The collector with which the command polyrhythm and the library start programs. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final List<String> NATIVE =
            List.of("--enable-native-access=ALL-UNNAMED", COLLECTOR);
    private static final List<String> AGRONA =
            List.of("--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED", USES_UNSAFE, COLLECTOR);

    private final Rivals rivals;

    Candidates(Rivals rivals) {
        this.rivals = rivals;
    }

    /** A command line that depends on nothing but what is installed. */
    @FunctionalInterface
    interface Command {
        List<String> get() throws IOException, InterruptedException;
    }

    /** Returns the options of a JVM with the permission for native calls, or of a plain one. */
    static List<String> options(boolean nativeAccess) {
        return nativeAccess ? NATIVE : List.of();
    }

    Candidate ours(boolean nativeAccess, Class<?> main, String... arguments) {
        return program(
                OURS,
                () -> Commands.java(options(nativeAccess), main),
                Settings::jvmWindow,
                arguments);
    }

    Candidate ours(boolean nativeAccess, Class<?> main, Arguments first) {
        return program(OURS, () -> Commands.java(options(nativeAccess), main), first);
    }

    Candidate jmh(boolean nativeAccess, Class<?> benchmark, String method) {
        List<String> options = new ArrayList<>(options(nativeAccess));
        options.add(USES_UNSAFE);
        return new JmhCandidate(OURS, benchmark, method, options);
    }

    Candidate agrona(String name, Class<?> main, String... arguments) {
        return program(name, () -> Commands.java(AGRONA, main), Settings::jvmWindow, arguments);
    }

    Candidate python(String script, String... arguments) {
        return python(script, Settings::window, arguments);
    }

    Candidate python(String script, Arguments first, String... arguments) {
        return program(PYTHON, () -> rivals.python(script), first, arguments);
    }

    Candidate c(String source, String... arguments) {
        return c(source, Settings::window, arguments);
    }

    Candidate c(String source, Arguments first, String... arguments) {
        return program(C, () -> rivals.c(source), first, arguments);
    }

    /** The first arguments: how long, or how often. */
    @FunctionalInterface
    interface Arguments {
        List<String> of(Settings settings);
    }

    static Candidate program(String name, Command command, Arguments first, String... arguments) {
        return new Candidate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double measure(Settings settings) throws IOException, InterruptedException {
                List<String> line = new ArrayList<>(command.get());
                line.addAll(first.of(settings));
                line.addAll(List.of(arguments));
                return Commands.figure(line);
            }
        };
    }
}
