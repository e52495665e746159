package dev.polyrhythm.internal.process;

import dev.polyrhythm.internal.child.ChildRequest;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Child JVMs that are up before they are needed. Each has joined the region and, unless it was
 * taken before, is warm: it has run a task, so that the next one takes a few milliseconds.
 *
 * <p>A spare serves only a start with the very command line, environment and directory that it was
 * started with. {@link SpareDemand} decides how many there are, up to a limit; the launcher's
 * thread makes and ends them. A spare that is not taken within ten seconds ends, and all of them
 * end with this process: their input does.
 *
 * <p>The state is guarded by the class.
 */
final class SpareJvms {
    /** System property: the most spares for each way to start; 0 for none. */
    static final String LIMIT = "polyrhythm.spares";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Time that the processes that have just been started have for themselves. */
    private static final long REFILL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long NEVER = Long.MAX_VALUE;
    private static final long END_MILLIS = 1000;
    private static final Map<Object, Kind> KINDS = new HashMap<>();
    private static long nextLook = NEVER;
    private static boolean ended;

    static {
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, SpareJvms::endAll);
    }

    /** All starts that a spare of any of them could serve. */
    private static final class Kind {
        final ChildCommand command;
        final SpareDemand demand = new SpareDemand();
        final Deque<JvmProcess> spares = new ArrayDeque<>();

        Kind(ChildCommand command) {
            this.command = command;
        }

        void endAbove(int count) {
            while (spares.size() > count) {
                end(List.of(spares.removeLast()));
            }
        }
    }

    private SpareJvms() {}

    /** Returns a spare for a start, which is counted in any case; null if there is none. */
    static synchronized @Nullable JvmProcess take(ChildCommand command) {
        int limit = limit();
        if (limit == 0 || !command.canBeSpare() || ended) {
            return null;
        }
        Kind kind = KINDS.computeIfAbsent(command.key(), key -> new Kind(command));
        long now = System.nanoTime();
        kind.demand.started(now);
        nextLook = now + REFILL_NANOS;
        JvmProcess spare = kind.spares.poll();
        while (spare != null && !isAlive(spare)) {
            spare = kind.spares.poll();
        }
        return spare;
    }

    /** Asks the system: the JDK's own flag is set a moment after the process is gone. */
    private static boolean isAlive(JvmProcess spare) {
        return spare.process().toHandle().isAlive();
    }

    private static int limit() {
        return Math.max(
                0,
                Integer.getInteger(LIMIT, Math.min(4, Runtime.getRuntime().availableProcessors())));
    }

    static synchronized long nanosToNextLook() {
        return nextLook == NEVER ? NEVER : nextLook - System.nanoTime();
    }

    /** Starts at most one, so that a start need not wait for many; in the launcher's thread. */
    static void look() {
        Kind wanting = endSurplus();
        if (wanting == null) {
            return;
        }
        try {
            JvmProcess spare = startWarm(wanting.command);
            add(wanting, spare);
        } catch (IOException | RuntimeException e) {
            forget(wanting); // the next start will report the reason
        }
    }

    /** Ends surplus spares; returns a kind that lacks one. */
    private static synchronized @Nullable Kind endSurplus() {
        long now = System.nanoTime();
        int limit = ended ? 0 : limit();
        Kind wanting = null;
        for (Iterator<Kind> kinds = KINDS.values().iterator(); kinds.hasNext(); ) {
            Kind kind = kinds.next();
            int wanted = kind.demand.wanted(now, limit);
            kind.spares.removeIf(spare -> !spare.process().isAlive());
            kind.endAbove(wanted);
            wanting = kind.spares.size() < wanted ? kind : wanting;
            if (limit == 0 || kind.demand.isOver(now)) {
                kinds.remove();
            }
        }
        nextLook = KINDS.isEmpty() ? NEVER : now + (wanting == null ? LOOK_NANOS : 0);
        return wanting;
    }

    private static synchronized void add(Kind kind, JvmProcess spare) {
        kind.spares.add(spare);
        if (ended) {
            kind.endAbove(0);
        }
    }

    private static synchronized void forget(Kind kind) {
        kind.endAbove(0);
        KINDS.values().remove(kind);
    }

    private static JvmProcess startWarm(ChildCommand command) throws IOException {
        JvmProcess spare = JvmProcess.startHere(command);
        spare.send(
                ChildRequest.warmUp(WorkerCodec.encode(WarmUpTask.ofSpare())).toBytes(), "spare");
        return spare;
    }

    private static void endAll() {
        List<JvmProcess> spares = new ArrayList<>();
        synchronized (SpareJvms.class) {
            ended = true;
            KINDS.values().forEach(kind -> spares.addAll(kind.spares));
            KINDS.clear();
        }
        end(spares);
        spares.forEach(SpareJvms::awaitEnd);
    }

    private static void end(Collection<JvmProcess> spares) {
        for (JvmProcess spare : spares) {
            spare.process().destroyForcibly();
            spare.closeInput();
        }
    }

    /** Waits, as the last process to leave the region must be able to remove it. */
    private static void awaitEnd(JvmProcess spare) {
        try {
            boolean ignored = spare.process().waitFor(END_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
