package dev.polyrhythm.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * Kills JVMs at random moments of their work, one after the other, and replaces each by one that
 * was started ahead of time. Their work is up to the test: its main class calls {@link
 * KillTask#await()} and then works until it is killed, counting its steps where the test can read
 * them.
 *
 * <p>All random numbers come from one seed (system property {@value #SEED}); a failure names it,
 * with the round and the output of the JVMs. The number of kills is a system property, too ({@value
 * #KILLS}), of which each test takes its share.
 *
 * <p>For one thread. Closing it ends all JVMs that it has started.
 */
public final class KillLoop implements AutoCloseable {
    /** System property: how many kills the tests make, each its share. */
    public static final String KILLS = "polyrhythm.kills";

    /** System property: the seed, if not a new one each time. */
    public static final String SEED = "polyrhythm.seed";

    private static final int DEFAULT_KILLS = 40;
    private static final int SPARES = 3;
    private static final int KILLED = 128 + 9;
    private static final long PAUSE_NANOS = 100_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** One of so many kills is soon after the start of the work, without a minimum of steps. */
    private static final int EARLY = 8;

    private static final int EARLY_NANOS = 20_000_000;
    private static final int LATE_NANOS = 1_000_000;
    private static final int MOST_STEPS = 50;

    private final Supplier<ChildJvm> starter;
    private final IntToLongFunction steps;
    private final long seed = Long.getLong(SEED, System.nanoTime());
    private final Random random = new Random(seed);
    private final Deque<ChildJvm> spares = new ArrayDeque<>();
    private final List<Victim> working = new ArrayList<>();
    private int started;
    private int round;

    /**
     * A JVM at work.
     *
     * @param task its task
     * @param jvm the process
     */
    public record Victim(KillTask task, ChildJvm jvm) {}

    /** The check of a test after each kill. */
    @FunctionalInterface
    public interface AfterKill {
        /**
         * Checks the state that the victim has left, and that the others go on.
         *
         * @param killed the victim, which is dead now
         * @throws Exception if the check fails
         */
        void check(Victim killed) throws Exception;
    }

    /**
     * Makes a loop, which has started nothing yet.
     *
     * @param starter starts the main class
     * @param steps returns how many steps the JVM with a number has done, as far as the test sees
     */
    public KillLoop(Supplier<ChildJvm> starter, IntToLongFunction steps) {
        this.starter = starter;
        this.steps = steps;
    }

    /**
     * Returns how many kills the tests make, each its share.
     *
     * @return some for every build, many in the profile soak
     */
    public static int kills() {
        return Integer.getInteger(KILLS, DEFAULT_KILLS);
    }

    /**
     * Returns how many JVMs get a number at most, if a test makes so many kills.
     *
     * @param kills the kills
     * @return an upper bound of their numbers
     */
    public static int numbers(int kills) {
        return kills + 32;
    }

    /**
     * Sets a JVM to work.
     *
     * @param role its role
     * @return the JVM, which may still be starting
     */
    public Victim start(int role) {
        while (spares.size() < SPARES) {
            spares.add(starter.get());
        }
        Victim victim = new Victim(new KillTask(started++, role), spares.remove());
        working.add(victim);
        victim.jvm().sendLine(victim.task().toLine());
        spares.add(starter.get());
        return victim;
    }

    /**
     * Returns the random numbers of this loop.
     *
     * @return made from the seed
     */
    public Random random() {
        return random;
    }

    /**
     * Returns the JVMs at work.
     *
     * @return a copy
     */
    public List<Victim> working() {
        return List.copyOf(working);
    }

    /**
     * Kills again and again.
     *
     * @param kills how often
     * @param mortal the roles of the JVMs that may be killed
     * @param check called after each kill, when the replacement is on its way
     */
    public void run(int kills, IntPredicate mortal, AfterKill check) {
        run(kills, () -> chooseAtWork(mortal), check);
    }

    /**
     * Kills again and again.
     *
     * @param kills how often
     * @param choose returns the next victim, called at the moment of the kill
     * @param check called after each kill, when the replacement is on its way
     */
    public void run(int kills, Supplier<Victim> choose, AfterKill check) {
        for (round = 0; round < kills; round++) {
            try {
                Victim victim = choose.get();
                kill(victim);
                start(victim.task().role());
                check.check(victim);
            } catch (Exception | AssertionError e) {
                throw failure(e);
            }
        }
    }

    /**
     * Chooses a JVM, and waits for a random moment after it has begun its work.
     *
     * @param mortal the roles that may be chosen
     * @return a JVM at work
     */
    public Victim chooseAtWork(IntPredicate mortal) {
        List<Victim> candidates =
                working.stream().filter(v -> mortal.test(v.task().role())).toList();
        Victim victim = candidates.get(random.nextInt(candidates.size()));
        boolean early = random.nextInt(EARLY) == 0;
        if (!early) {
            awaitSteps(victim, 1 + random.nextInt(MOST_STEPS));
        }
        spinRandomly(early ? EARLY_NANOS : LATE_NANOS);
        return victim;
    }

    /**
     * Waits until a JVM has done some more steps.
     *
     * @param victim a JVM at work
     * @param count how many more steps
     */
    public void awaitSteps(Victim victim, long count) {
        int number = victim.task().number();
        long before = steps.applyAsLong(number);
        await(
                victim.task() + " does " + count + " steps",
                () -> steps.applyAsLong(number) >= before + count);
    }

    /**
     * Lets a random short time pass, without yielding the processor.
     *
     * @param nanos upper bound
     */
    public void spinRandomly(int nanos) {
        spin(random.nextInt(nanos));
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    /**
     * Kills a JVM at work.
     *
     * @param victim the JVM
     */
    public void kill(Victim victim) {
        victim.jvm().kill();
        requireEnd(victim, KILLED);
        victim.jvm().close();
    }

    /**
     * Asks a JVM at work to exit, and waits until it has.
     *
     * @param victim the JVM
     */
    public void leave(Victim victim) {
        victim.jvm().sendLine(KillTask.LEAVE);
        requireEnd(victim, 0);
        victim.jvm().close();
    }

    /** Waits until all JVMs at work have ended by themselves, with code 0. */
    public void awaitEnd() {
        try {
            working().forEach(victim -> requireEnd(victim, 0));
        } catch (AssertionError e) {
            throw failure(e);
        }
    }

    private void requireEnd(Victim victim, int expected) {
        int code = victim.jvm().awaitExit();
        working.remove(victim);
        if (code != expected) {
            throw new AssertionError(
                    "%s ended with %d, not %d: %s"
                            .formatted(victim.task(), code, expected, victim.jvm().lines()));
        }
    }

    /**
     * Waits for a condition; fails if a JVM at work ends by itself meanwhile.
     *
     * @param what describes the condition
     * @param condition returns true at the end of the wait
     */
    public void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw failure(new AssertionError("not within " + LIMIT + ": " + what));
            }
            requireAllAtWork();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void requireAllAtWork() {
        for (Victim victim : working) {
            if (!victim.jvm().handle().isAlive()) {
                throw new AssertionError("ended by itself: " + describe(victim));
            }
        }
    }

    private AssertionError failure(Throwable cause) {
        List<String> states = working.stream().map(this::describe).toList();
        return new AssertionError(
                "%s; seed=%d, round=%d, at work=%s".formatted(cause, seed, round, states), cause);
    }

    private String describe(Victim victim) {
        return "%s, pid=%d, steps=%d, lines=%s"
                .formatted(
                        victim.task(),
                        victim.jvm().handle().pid(),
                        steps.applyAsLong(victim.task().number()),
                        victim.jvm().lines());
    }

    @Override
    public void close() {
        working.forEach(victim -> victim.jvm().kill());
        spares.forEach(ChildJvm::kill);
        working.forEach(victim -> victim.jvm().close());
        spares.forEach(ChildJvm::close);
    }
}
