package dev.polyrhythm.benchmarks;

import static dev.polyrhythm.benchmarks.Candidates.C;
import static dev.polyrhythm.benchmarks.Candidates.PYTHON;
import static dev.polyrhythm.benchmarks.Quantity.RATE;
import static dev.polyrhythm.benchmarks.Quantity.TIME;
import static dev.polyrhythm.benchmarks.Target.atLeast;
import static dev.polyrhythm.benchmarks.Target.atMost;

import dev.polyrhythm.benchmarks.programs.AbandonedLockProgram;
import dev.polyrhythm.benchmarks.programs.ArrayBenchmark;
import dev.polyrhythm.benchmarks.programs.LockProgram;
import dev.polyrhythm.benchmarks.programs.PingPongProgram;
import dev.polyrhythm.benchmarks.programs.QueueProgram;
import dev.polyrhythm.benchmarks.programs.ValueBenchmark;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rows about shared memory, numbered as in docs/benchmarks.md. */
final class MemoryRows {
    private static final String AGRONA = "Agrona";

    /** Equal speed, within the difference of two runs of the same candidate. */
    private static final double AS_FAST = 0.95;

    private final Candidates candidates;

    MemoryRows(Candidates candidates) {
        this.candidates = candidates;
    }

    RowGroup group() {
        return new RowGroup(
                "memory",
                "native access",
                Stream.of(values(), locks(), arrays(), queues(), manyToMany(), pipes(), deaths())
                        .flatMap(List::stream)
                        .toList());
    }

    /** Returns variants with native access and without, as in a program started by a plain java. */
    private static List<Case.Variant> both(Function<Boolean, Candidate> candidate) {
        return List.of(
                new Case.Variant("yes", candidate.apply(true)),
                new Case.Variant("no", candidate.apply(false)));
    }

    private List<Case> values() {
        return List.of(
                value(5, "add", "add", "increment", atLeast(200, PYTHON), atLeast(AS_FAST, C)),
                value(
                        5,
                        "lock and increment",
                        "lockAndIncrement",
                        "increment",
                        atLeast(50, PYTHON),
                        atLeast(1, C)));
    }

    private List<Case> locks() {
        return List.of(
                value(6, "lock, alone", "lock", "lock", atMost(25e-9, TIME), atLeast(1, C)),
                lock("lock, wanted by two processes", "contended"),
                lock("lock, handed over", "turns"));
    }

    private Case value(
            int row, String what, String method, String python, Target toReach, Target aim) {
        String c = method.equals("lockAndIncrement") ? "increment" : method;
        return new Case(
                row,
                what,
                TIME,
                both(access -> candidates.jmh(access, ValueBenchmark.class, method)),
                List.of(
                        candidates.python("value_rival.py", python),
                        candidates.c("value_rival.c", c)),
                toReach,
                aim);
    }

    private Case lock(String what, String mode) {
        return new Case(
                6,
                what,
                TIME,
                both(access -> candidates.ours(access, LockProgram.class, mode)),
                List.of(
                        candidates.python("lock_rival.py", mode),
                        candidates.c("lock_rival.c", mode)),
                atLeast(3, PYTHON),
                atLeast(1, C));
    }

    private List<Case> arrays() {
        return List.of(
                array("in", "in", "in"),
                array("out", "out", "out"),
                array("out, into a new array", "outNew", "out"));
    }

    private Case array(String what, String method, String rival) {
        return new Case(
                7,
                "1,000,000 floats " + what,
                TIME,
                both(access -> candidates.jmh(access, ArrayBenchmark.class, method)),
                List.of(
                        candidates.python("array_rival.py", rival),
                        candidates.c("array_rival.c", rival)),
                atLeast(0.8, C),
                atLeast(AS_FAST, C));
    }

    private List<Case> queues() {
        return List.of(
                queue("16 B", "queue", 16, 100),
                queue("1 KiB", "queue", 1 << 10, 15),
                queue("1 MiB", "queue", 1 << 20, 5),
                queue("1 MiB, queue of 16 MiB", "queue-large", 1 << 20, 5));
    }

    private Case queue(String what, String channel, int size, double toReach) {
        String bytes = String.valueOf(size);
        return new Case(
                8,
                "queue 1 to 1, " + what,
                RATE,
                both(access ->
                        candidates.ours(access, QueueProgram.class, channel, bytes, "1", "1")),
                List.of(
                        candidates.python("queue_rival.py", bytes, "1", "1"),
                        candidates.agrona(
                                AGRONA, QueueProgram.class, "agrona-n:1", bytes, "1", "1"),
                        candidates.agrona(
                                "Agrona 1:1", QueueProgram.class, "agrona-1:1", bytes, "1", "1")),
                atLeast(toReach, PYTHON),
                atLeast(1, AGRONA));
    }

    private List<Case> manyToMany() {
        return Stream.of("1", "2")
                .map(consumers ->
                        new Case(
                                9,
                                "queue 2 to " + consumers + ", records",
                                RATE,
                                both(access ->
                                        candidates.ours(
                                                access,
                                                QueueProgram.class,
                                                "queue",
                                                "record",
                                                "2",
                                                consumers)),
                                List.of(
                                        candidates.python(
                                                "queue_rival.py", "record", "2", consumers)),
                                atLeast(10, PYTHON),
                                atLeast(25, PYTHON)))
                .toList();
    }

    private List<Case> pipes() {
        return Stream.of("hot", "idle")
                .map(mode ->
                        new Case(
                                10,
                                "ping-pong, " + mode,
                                TIME,
                                both(access ->
                                        candidates.ours(access, PingPongProgram.class, mode)),
                                List.of(candidates.python("ping_pong_rival.py", mode), floor(mode)),
                                atLeast(2, PYTHON),
                                atLeast(0.83, C)))
                .toList();
    }

    /** Returns a futex ping-pong in C: the calibration of each run. */
    Candidate floor(String mode) {
        return candidates.c("ping_pong_rival.c", mode);
    }

    private List<Case> deaths() {
        Candidates.Arguments kills = settings -> List.of(String.valueOf(settings.samples()));
        return List.of(
                new Case(
                        16,
                        "abandoned lock taken by the next",
                        TIME,
                        both(access -> candidates.ours(access, AbandonedLockProgram.class, kills)),
                        List.of(
                                candidates.python("abandoned_lock_rival.py", kills),
                                candidates.c("abandoned_lock_rival.c", kills)),
                        atMost(20e-3, TIME),
                        atMost(2e-3, TIME)));
    }
}
