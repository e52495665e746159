package dev.polyrhythm.memory.internal.region;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * What this process does when it ends, in order. The JVM runs its shutdown hooks side by side; here
 * one hook runs the actions phase by phase, so that workers end before lines go low, lines before
 * the report, and everything before the shared memory is left.
 *
 * <p>Thread-safe. A failing action is logged and does not stop the next one.
 */
public final class ShutdownPhases {
    /** The phases, in the order in which they run. */
    public enum Phase {
        /** Workers that this process started are ended. */
        WORKERS,
        /** Devices are brought into their resting state. */
        DEVICES,
        /** Traces are completed and reports printed. */
        REPORTS,
        /** The region is left, and removed by the last one. */
        MEMORY
    }

    /** Not an {@code EnumMap}, which looks at its enum by reflection: half a millisecond. */
    private static final Map<Phase, Deque<Runnable>> ACTIONS =
            Map.of(
                    Phase.WORKERS, new ConcurrentLinkedDeque<>(),
                    Phase.DEVICES, new ConcurrentLinkedDeque<>(),
                    Phase.REPORTS, new ConcurrentLinkedDeque<>(),
                    Phase.MEMORY, new ConcurrentLinkedDeque<>());

    private static volatile boolean begun;

    static {
        addHook();
    }

    private static void addHook() {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(ShutdownPhases::run, "polyrhythm-exit"));
        } catch (IllegalStateException e) {
            // First used by another shutdown hook: too late for ours, but no reason to fail.
        }
    }

    private ShutdownPhases() {}

    /**
     * Registers an action. Within a phase, the one registered last runs first.
     *
     * @param phase when to run it
     * @param action what to run, at most once
     */
    public static void register(Phase phase, Runnable action) {
        actions(phase).addFirst(action);
    }

    /**
     * Takes an action back.
     *
     * @param phase the phase it was registered for
     * @param action the very object that was registered
     */
    public static void unregister(Phase phase, Runnable action) {
        actions(phase).remove(action);
    }

    /**
     * Whether this process is ending: what is registered from now on may not be run any more.
     *
     * @return true once shutdown hooks run
     */
    public static boolean hasBegun() {
        return begun;
    }

    private static Collection<Runnable> drain(Phase phase) {
        Deque<Runnable> queue = actions(phase);
        Collection<Runnable> drained = new ArrayList<>();
        for (Runnable action = queue.poll(); action != null; action = queue.poll()) {
            drained.add(action);
        }
        return drained;
    }

    private static Deque<Runnable> actions(Phase phase) {
        return Objects.requireNonNull(ACTIONS.get(phase), "phase");
    }

    private static void run() {
        begun = true;
        for (Phase phase : Phase.values()) {
            for (Runnable action : drain(phase)) {
                runQuietly(phase, action);
            }
        }
    }

    private static void runQuietly(Phase phase, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.polyrhythm")
                    .log(Level.WARNING, "ending the program: phase=" + phase, e);
        }
    }
}
