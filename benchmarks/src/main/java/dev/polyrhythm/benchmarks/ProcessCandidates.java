package dev.polyrhythm.benchmarks;

import dev.polyrhythm.benchmarks.programs.AheadOfTime;
import dev.polyrhythm.benchmarks.programs.OrphansParent;
import dev.polyrhythm.benchmarks.programs.OrphansProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the candidates that start and end processes. Polyrhythm's start-up cache is made for this
 * run, so that figures do not depend on the user's cache; or there is none.
 */
final class ProcessCandidates {
    static final String SPAWN = "Python spawn";
    static final String FORKSERVER = "Python forkserver";
    static final String FORK = "Python fork";
    static final String POOL = "Python Pool";
    static final String EXECUTOR = "Python executor";
    static final String JVM = "plain JVM";
    static final String ALL_KILLED = "all killed at once";
    static final String PP4J = "PP4J";
    static final String OUT_PROCESS = "out-process";

    private static final String CACHE = "-Dpolyrhythm.cache=";
    private static final String NO_SPARES = "-Dpolyrhythm.spares=0";

    private final Rivals rivals;
    private boolean cached;

    ProcessCandidates(Rivals rivals) {
        this.rivals = rivals;
    }

    /** Returns Polyrhythm as users have it from the second run on. */
    Candidate cached(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> withCache(List.of(), main), arguments);
    }

    /** Returns the same as {@link #cached}, without spares. */
    Candidate cachedWithoutSpares(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> withCache(List.of(NO_SPARES), main), arguments);
    }

    /** Returns Polyrhythm without a start-up cache and spares. */
    Candidate bare(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> uncached(true, main), arguments);
    }

    /** Returns Polyrhythm where no start is measured, with native access or without. */
    Candidate ours(boolean nativeAccess, Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> uncached(nativeAccess, main), arguments);
    }

    private static Candidate ours(Candidates.Command command, Candidates.Arguments arguments) {
        return Candidates.program(Candidates.OURS, command, arguments);
    }

    private List<String> withCache(List<String> others, Class<?> main)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(Candidates.options(true));
        options.add(CACHE + rivals.directory().resolve("start-up"));
        if (!cached) {
            Commands.output(Commands.java(options, AheadOfTime.class));
            cached = true;
        }
        options.addAll(others);
        return Commands.java(options, main);
    }

    private static List<String> uncached(boolean nativeAccess, Class<?> main) {
        List<String> options = new ArrayList<>(Candidates.options(nativeAccess));
        options.addAll(List.of(CACHE + "off", NO_SPARES));
        return Commands.java(options, main);
    }

    /** Returns a rival on the JVM, in a program with the same options as Polyrhythm's. */
    Candidate java(String name, Class<?> main, Candidates.Arguments arguments) {
        return Candidates.program(
                name, () -> Commands.java(Candidates.options(true), main), arguments);
    }

    Candidate python(String name, String script, Candidates.Arguments arguments) {
        return Candidates.program(name, () -> rivals.python(script), arguments);
    }

    /** Returns Polyrhythm's or a JVM rival's program, which is killed. */
    Candidate orphans(String name, String library, int count) {
        return orphans(name, () -> orphansParent(library, count), "parent", count);
    }

    /**
     * Returns Polyrhythm's program, of which every process is killed: the time of the kernel alone.
     */
    Candidate allKilled(int count) {
        return orphans(ALL_KILLED, () -> orphansParent("polyrhythm", count), "all", count);
    }

    private List<String> orphansParent(String library, int count) throws IOException {
        List<String> parent = uncached(true, OrphansParent.class);
        parent.addAll(List.of(library, String.valueOf(count)));
        return parent;
    }

    /** Returns a program in Python, which is killed. */
    Candidate pythonOrphans(String name, String script, int count) {
        return orphans(
                name,
                () -> {
                    List<String> parent = new ArrayList<>(rivals.python(script));
                    parent.add(String.valueOf(count));
                    return parent;
                },
                "parent",
                count);
    }

    private static Candidate orphans(
            String name, Candidates.Command parent, String killed, int count) {
        return new Candidate() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double measure(Settings settings) throws IOException, InterruptedException {
                List<String> line = new ArrayList<>(Commands.java(List.of(), OrphansProgram.class));
                line.add(String.valueOf(count));
                line.add(String.valueOf(settings.timeout().toMillis()));
                line.add(killed);
                line.addAll(parent.get());
                return Commands.figure(line);
            }
        };
    }
}
