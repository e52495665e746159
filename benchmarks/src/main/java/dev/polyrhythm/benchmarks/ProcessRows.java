package dev.polyrhythm.benchmarks;

import static dev.polyrhythm.benchmarks.ProcessCandidates.EXECUTOR;
import static dev.polyrhythm.benchmarks.ProcessCandidates.FORK;
import static dev.polyrhythm.benchmarks.ProcessCandidates.FORKSERVER;
import static dev.polyrhythm.benchmarks.ProcessCandidates.JVM;
import static dev.polyrhythm.benchmarks.ProcessCandidates.OUT_PROCESS;
import static dev.polyrhythm.benchmarks.ProcessCandidates.POOL;
import static dev.polyrhythm.benchmarks.ProcessCandidates.PP4J;
import static dev.polyrhythm.benchmarks.ProcessCandidates.SPAWN;
import static dev.polyrhythm.benchmarks.Quantity.MEMORY;
import static dev.polyrhythm.benchmarks.Quantity.RATE;
import static dev.polyrhythm.benchmarks.Quantity.TIME;
import static dev.polyrhythm.benchmarks.Target.atLeast;
import static dev.polyrhythm.benchmarks.Target.atMost;

import dev.polyrhythm.benchmarks.programs.CrashProgram;
import dev.polyrhythm.benchmarks.programs.IdleMemoryProgram;
import dev.polyrhythm.benchmarks.programs.LimitProgram;
import dev.polyrhythm.benchmarks.programs.ManyStartsProgram;
import dev.polyrhythm.benchmarks.programs.MapProgram;
import dev.polyrhythm.benchmarks.programs.RoundTripProgram;
import dev.polyrhythm.benchmarks.programs.StartProgram;
import dev.polyrhythm.benchmarks.programs.WarmStartProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The rows about processes and pools of them, numbered as in docs/benchmarks.md. */
final class ProcessRows {
    private static final String PYTHON = Candidates.PYTHON;
    private static final String NATIVE = "native access";
    private static final String PLAIN = "plain java";
    private static final String UNCACHED = "no start-up cache";
    private static final int ORPHANS = 8;

    private final ProcessCandidates candidates;

    ProcessRows(ProcessCandidates candidates) {
        this.candidates = candidates;
    }

    RowGroup group() {
        return new RowGroup(
                "process",
                "how",
                Stream.of(
                                starts(),
                                warmStarts(),
                                manyStarts(),
                                memory(),
                                roundTrips(),
                                maps(),
                                crashes(),
                                limits(),
                                orphans())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Case.Variant> only(Candidate candidate) {
        return List.of(new Case.Variant(NATIVE, candidate));
    }

    private List<Case> starts() {
        return List.of(
                start("a program's first start", settings -> List.of("0", "1")),
                start(
                        "a later start",
                        settings -> List.of("1", String.valueOf(settings.samples()))));
    }

    private Case start(String what, Candidates.Arguments counts) {
        Candidates.Arguments python = then(before("spawn", counts), "0");
        return new Case(
                1,
                what + ", to the first line",
                TIME,
                List.of(
                        new Case.Variant(
                                NATIVE,
                                candidates.cachedWithoutSpares(
                                        StartProgram.class, before("cached", counts))),
                        new Case.Variant(
                                UNCACHED,
                                candidates.bare(StartProgram.class, before("uncached", counts)))),
                List.of(
                        candidates.python(SPAWN, "start_rival.py", python),
                        candidates.java(PP4J, StartProgram.class, before("pp4j", counts)),
                        candidates.java(
                                OUT_PROCESS, StartProgram.class, before("out-process", counts)),
                        candidates.java(JVM, StartProgram.class, before("jvm", counts))),
                atLeast(1.11, SPAWN),
                atLeast(2, SPAWN));
    }

    private static Candidates.Arguments before(String first, Candidates.Arguments others) {
        return settings -> joined(List.of(first), others.of(settings));
    }

    private static Candidates.Arguments then(Candidates.Arguments first, String... others) {
        return settings -> joined(first.of(settings), List.of(others));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<Case> warmStarts() {
        return List.of(
                new Case(
                        2,
                        "a start with a spare ready, to the first line",
                        TIME,
                        only(
                                candidates.cached(
                                        WarmStartProgram.class,
                                        settings -> List.of(String.valueOf(settings.samples())))),
                        List.of(warmStart(FORKSERVER, "forkserver"), warmStart(FORK, "fork")),
                        atLeast(1, FORKSERVER),
                        atLeast(1, FORK)));
    }

    private Candidate warmStart(String name, String method) {
        return candidates.python(
                name,
                "start_rival.py",
                settings -> List.of(method, "3", String.valueOf(settings.samples()), "400"));
    }

    private List<Case> manyStarts() {
        return List.of(
                manyStarts("start and join, 100 in sequence", "sequence", Settings::sequence, 1.67),
                manyStarts("start and join, 20 at once", "burst", Settings::burst, 3.33));
    }

    private Case manyStarts(
            String what, String mode, ToIntFunction<Settings> count, double toReach) {
        Candidates.Arguments arguments =
                settings -> List.of(String.valueOf(count.applyAsInt(settings)), mode);
        return new Case(
                3,
                what + ", each",
                TIME,
                only(candidates.cached(ManyStartsProgram.class, arguments)),
                List.of(
                        candidates.python(
                                SPAWN, "many_starts_rival.py", before("spawn", arguments)),
                        candidates.python(
                                FORKSERVER,
                                "many_starts_rival.py",
                                before("forkserver", arguments))),
                atLeast(toReach, SPAWN),
                atLeast(1, FORKSERVER));
    }

    private List<Case> memory() {
        Candidates.Arguments idle =
                settings -> List.of(String.valueOf(settings.measure().toMillis()));
        return List.of(
                new Case(
                        4,
                        "memory of an idle child (PSS)",
                        MEMORY,
                        only(
                                candidates.cached(
                                        IdleMemoryProgram.class, before("polyrhythm", idle))),
                        List.of(
                                candidates.python(
                                        SPAWN, "idle_memory_rival.py", before("spawn", idle)),
                                candidates.java(JVM, IdleMemoryProgram.class, before("jvm", idle))),
                        atMost(17 << 20, MEMORY),
                        atMost(10 << 20, MEMORY)));
    }

    private List<Case> roundTrips() {
        return List.of(
                roundTrip("hot", atMost(40e-6, TIME), atMost(20e-6, TIME)),
                roundTrip("idle", Target.none(), Target.none()));
    }

    private Case roundTrip(String mode, Target toReach, Target aim) {
        Candidates.Arguments ours = then(Settings::jvmWindow, "polyrhythm", mode);
        return new Case(
                11,
                "pool, an empty job and back, " + mode,
                TIME,
                List.of(
                        new Case.Variant(
                                NATIVE, candidates.ours(true, RoundTripProgram.class, ours)),
                        new Case.Variant(
                                PLAIN, candidates.ours(false, RoundTripProgram.class, ours))),
                List.of(
                        candidates.python(
                                POOL, "round_trip_rival.py", then(Settings::window, "pool", mode)),
                        candidates.python(
                                EXECUTOR,
                                "round_trip_rival.py",
                                then(Settings::window, "executor", mode)),
                        candidates.java(
                                PP4J,
                                RoundTripProgram.class,
                                then(Settings::jvmWindow, "pp4j", mode)),
                        candidates.java(
                                OUT_PROCESS,
                                RoundTripProgram.class,
                                then(Settings::jvmWindow, "out-process", mode))),
                toReach,
                aim);
    }

    private List<Case> maps() {
        return List.of(
                map(
                        "chunks automatic",
                        "0",
                        List.of(map(POOL, "pool", "0"), map(EXECUTOR, "executor", "0")),
                        atLeast(2, POOL),
                        atLeast(5, POOL)),
                map(
                        "chunks of 1",
                        "1",
                        List.of(map(POOL, "pool", "1")),
                        atLeast(5, POOL),
                        atLeast(15, POOL)));
    }

    private Case map(
            String what, String chunk, List<Candidate> rivals, Target toReach, Target aim) {
        return new Case(
                12,
                "pool, map of 100,000 empty jobs, " + what,
                RATE,
                only(
                        candidates.ours(
                                true,
                                MapProgram.class,
                                settings ->
                                        joined(
                                                settings.jvmWindow(),
                                                List.of(String.valueOf(settings.items()), chunk)))),
                rivals,
                toReach,
                aim);
    }

    private Candidate map(String name, String kind, String chunk) {
        return candidates.python(
                name,
                "map_rival.py",
                settings ->
                        joined(
                                settings.window(),
                                List.of(String.valueOf(settings.items()), chunk, kind)));
    }

    private List<Case> crashes() {
        return List.of(
                new Case(
                        13,
                        "pool, a worker killed, until the caller knows",
                        TIME,
                        only(candidates.ours(true, CrashProgram.class, crash("polyrhythm"))),
                        List.of(
                                candidates.python(EXECUTOR, "crash_rival.py", crash("executor")),
                                candidates.python(POOL, "crash_rival.py", crash("pool")),
                                candidates.java(PP4J, CrashProgram.class, crash("pp4j")),
                                candidates.java(
                                        OUT_PROCESS, CrashProgram.class, crash("out-process"))),
                        atMost(50e-3, TIME),
                        atMost(10e-3, TIME)));
    }

    private static Candidates.Arguments crash(String library) {
        return settings ->
                List.of(library, String.valueOf(settings.samples()), timeoutMillis(settings));
    }

    private static String timeoutMillis(Settings settings) {
        return String.valueOf(settings.timeout().toMillis());
    }

    private List<Case> limits() {
        return List.of(
                limit("until the caller knows", "told", List.of()),
                limit("until its process is gone", "ended", List.of(limit(POOL))));
    }

    private Case limit(String what, String mode, List<Candidate> rivals) {
        return new Case(
                14,
                "pool, a job over its limit, from then " + what,
                TIME,
                only(
                        candidates.ours(
                                true,
                                LimitProgram.class,
                                settings -> List.of(String.valueOf(settings.samples()), mode))),
                rivals,
                atMost(50e-3, TIME),
                atMost(10e-3, TIME));
    }

    private Candidate limit(String name) {
        return candidates.python(
                name,
                "limit_rival.py",
                settings -> List.of(String.valueOf(settings.samples()), timeoutMillis(settings)));
    }

    private List<Case> orphans() {
        return List.of(
                new Case(
                        15,
                        "the parent killed, until the last of 8 children is gone",
                        TIME,
                        only(candidates.orphans(Candidates.OURS, "polyrhythm", ORPHANS)),
                        List.of(
                                candidates.pythonOrphans(PYTHON, "orphans_rival.py", ORPHANS),
                                candidates.orphans(PP4J, "pp4j", ORPHANS),
                                candidates.orphans(OUT_PROCESS, "out-process", ORPHANS),
                                candidates.allKilled(ORPHANS)),
                        atMost(50e-3, TIME),
                        Target.none()));
    }
}
