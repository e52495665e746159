package dev.polyrhythm.benchmarks;

import dev.polyrhythm.benchmarks.programs.AheadOfTime;
import dev.polyrhythm.benchmarks.programs.OrphansParent;
import dev.polyrhythm.benchmarks.programs.OrphansProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who compete in starting and ending processes. Polyrhythm's start-up cache is one that was
 * made for this run, so that nobody's home changes what is measured; or there is none.
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

    /** Polyrhythm as users have it from the second run on. */
    Candidate cached(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> withCache(List.of(), main), arguments);
    }

    /** As {@link #cached}, without processes that were started before they are needed. */
    Candidate cachedWithoutSpares(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> withCache(List.of(NO_SPARES), main), arguments);
    }

    /** Polyrhythm without a start-up cache and spares. */
    Candidate bare(Class<?> main, Candidates.Arguments arguments) {
        return ours(() -> uncached(true, main), arguments);
    }

    /** Polyrhythm where no start is measured, with native access or without. */
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

    /** A rival on the JVM, in a program with the same options as Polyrhythm's. */
    Candidate java(String name, Class<?> main, Candidates.Arguments arguments) {
        return Candidates.program(
                name, () -> Commands.java(Candidates.options(true), main), arguments);
    }

    Candidate python(String name, String script, Candidates.Arguments arguments) {
        return Candidates.program(name, () -> rivals.python(script), arguments);
    }

    /** Polyrhythm's or a JVM rival's program, which is killed. */
    Candidate orphans(String name, String who, int count) {
        return orphans(name, () -> orphansParent(who, count), "parent", count);
    }

    /** Polyrhythm's program, of which every process is killed: what the kernel needs alone. */
    Candidate allKilled(int count) {
        return orphans(ALL_KILLED, () -> orphansParent("polyrhythm", count), "all", count);
    }

    private List<String> orphansParent(String who, int count) throws IOException {
        List<String> parent = uncached(true, OrphansParent.class);
        parent.addAll(List.of(who, String.valueOf(count)));
        return parent;
    }

    /** A program in Python, which is killed. */
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
            public double measure(Effort effort) throws IOException, InterruptedException {
                List<String> line = new ArrayList<>(Commands.java(List.of(), OrphansProgram.class));
                line.add(String.valueOf(count));
                line.add(String.valueOf(effort.patience().toMillis()));
                line.add(killed);
                line.addAll(parent.get());
                return Commands.figure(line);
            }
        };
    }
}
