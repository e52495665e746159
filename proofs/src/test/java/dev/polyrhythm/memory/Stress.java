package dev.polyrhythm.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.CounterThread;
import org.openjdk.jcstress.infra.runners.ForkedTestConfig;
import org.openjdk.jcstress.infra.runners.Runner;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;
import org.openjdk.jcstress.infra.runners.TestList;
import org.openjdk.jcstress.util.Counter;

/**
 * Runs one jcstress proof in this JVM, and ends with {@link #FAILED} if it fails.
 *
 * <p>It does what jcstress does in a JVM that it forks, with the code that jcstress has generated.
 * Jcstress's own main class tries for a minute which options the JVM knows, runs each proof with
 * many sets of them, and as often as memory and time seem to allow. Here the caller chooses the
 * options, {@link Slots} says how many states there are, and a proof that has failed is not run to
 * its end.
 */
final class Stress {
    /** The exit code that tells a proof that has failed from one that could not be run. */
    static final int FAILED = 3;

    private static final int ROUND_MILLIS = 125;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(5);

    private final TestInfo proof;
    private final Map<String, Long> counts = new TreeMap<>();
    private boolean failed;

    private Stress(TestInfo proof) {
        this.proof = proof;
    }

    /**
     * Runs it.
     *
     * @param arguments the proof's name, and for how many milliseconds it is run
     */
    public static void main(String[] arguments) throws Exception {
        Stress stress = new Stress(TestList.getInfo(arguments[0]));
        int rounds = Integer.parseInt(arguments[1]) / ROUND_MILLIS;
        for (int round = 0; round < rounds && !stress.failed; round++) {
            // By turns: one overlaps more on a machine that is free, the other on a busy one.
            boolean isFree = round % 2 == 0;
            stress.run(isFree ? SpinLoopStyle.THREAD_SPIN_WAIT : SpinLoopStyle.THREAD_YIELD);
        }
        stress.report();
        System.exit(
                stress.failed ? FAILED : 0); // also where a thread of a failed proof still waits
    }

    private void run(SpinLoopStyle style) throws Exception {
        Runner<?> runner =
                Class.forName(proof.generatedRunner())
                        .asSubclass(Runner.class)
                        .getConstructor(ForkedTestConfig.class)
                        .newInstance(config(style));
        run(runner);
    }

    private <R> void run(Runner<R> runner) throws InterruptedException {
        List<CounterThread<R>> actors = runner.internalRun();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean running = true;
        while (running && !failed) {
            actors.getFirst().join(STEP);
            actors.getLast().join(STEP);
            running = actors.stream().anyMatch(Thread::isAlive);
            check(actors, System.nanoTime() > deadline);
        }
        if (!failed) {
            actors.forEach(actor -> count(actor.result()));
        }
    }

    /** One that has thrown leaves the other waiting for it. */
    private <R> void check(List<CounterThread<R>> actors, boolean isTooLate) {
        for (CounterThread<R> actor : actors) {
            if (actor.throwable() != null) {
                fail("THROWS: " + actor.throwable());
                actor.throwable().printStackTrace(System.out);
            } else if (isTooLate && actor.isAlive()) {
                fail("HANGS: " + whereIn(actor));
            }
        }
    }

    /** The method of the proof's that a thread is in, or waits in. */
    private static String whereIn(Thread actor) {
        return Stream.of(actor.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(Stress.class.getPackageName()))
                .filter(frame -> !frame.getClassName().contains("_jcstress"))
                .map(StackTraceElement::toString)
                .findFirst()
                .orElse("waiting for the other");
    }

    private void fail(String reason) {
        failed = true;
        System.out.println(reason);
    }

    private <R> void count(Counter<R> seen) {
        for (R result : seen.elementSet()) {
            String outcome = String.valueOf(result);
            counts.merge(outcome, seen.count(result), Long::sum);
            failed |= caseOf(outcome).expect() == Expect.FORBIDDEN;
        }
    }

    /** In the form in which jcstress sends it to a JVM that it forks. */
    @SuppressWarnings("EnumOrdinal") // so it is
    private ForkedTestConfig config(SpinLoopStyle style) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream config = new DataOutputStream(bytes)) {
            config.writeInt(style.ordinal());
            config.writeInt(ROUND_MILLIS);
            config.writeInt(1); // iterations: the rounds are made here
            config.writeUTF(proof.generatedRunner());
            config.writeInt(0); // the footprint counts for jcstress's own choice of strides
            config.writeInt(Slots.STRIDE_SIZE);
            config.writeInt(Slots.STRIDE_COUNT);
            config.writeBoolean(false); // threads are not bound to cores
        }
        return new ForkedTestConfig(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private StateCase caseOf(String outcome) {
        return proof.cases().stream()
                .filter(it -> it.matchesExactly(outcome))
                .findFirst()
                .or(() -> proof.cases().stream().filter(it -> it.matches(outcome)).findFirst())
                .orElseGet(proof::unmatched);
    }

    private void report() {
        System.out.println(proof.name() + (failed ? " FAILED" : ""));
        counts.forEach((outcome, count) -> {
            StateCase found = caseOf(outcome);
            System.out.printf(
                    "%12d  %-24s  %s: %s%n",
                    count, outcome, found.expect().name().replace('_', ' '), found.description());
        });
    }
}
