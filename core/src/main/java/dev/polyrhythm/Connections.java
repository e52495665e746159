package dev.polyrhythm;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.internal.pipe.QueueAccess;
import dev.polyrhythm.memory.internal.wait.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Waiting at several connections at once (Python: {@code multiprocessing.connection.wait}).
 *
 * {@snippet file="dev/polyrhythm/PipeSnippets.java" region="await"}
 */
public final class Connections {
    private Connections() {}

    /**
     * Waits until at least one of the connections is ready: something can be received, or its other
     * end is over. A virtual thread does not hold its carrier.
     *
     * @param connections ends that this process uses, of any pipes
     * @return those that are ready, in the order of the arguments; empty if there are no arguments
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if this process has closed one of them
     */
    public static List<Connection<?>> await(Connection<?>... connections)
            throws InterruptedException {
        return await(Arrays.<Connection<?>>asList(connections), Long.MAX_VALUE);
    }

    /**
     * As {@link #await(Connection...)}.
     *
     * @param <C> the connections' type
     * @param connections ends that this process uses, of any pipes
     * @return those that are ready, in their order; empty if there are no connections
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if this process has closed one of them
     */
    public static <C extends Connection<?>> List<C> await(Collection<C> connections)
            throws InterruptedException {
        return await(connections, Long.MAX_VALUE);
    }

    /**
     * As {@link #await(Connection...)}, but not for longer than the limit.
     *
     * @param <C> the connections' type
     * @param connections ends that this process uses, of any pipes
     * @param timeout the limit; zero or less does not wait
     * @return those that are ready, in their order; empty if none was ready all the time
     * @throws InterruptedException if this thread is interrupted while it waits, or was before
     * @throws ClosedException if this process has closed one of them
     */
    public static <C extends Connection<?>> List<C> await(
            Collection<C> connections, Duration timeout) throws InterruptedException {
        return await(connections, Durations.toNanos(timeout));
    }

    private static <C extends Connection<?>> List<C> await(
            Collection<C> connections, long limitNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<C> ready = new ArrayList<>();
        List<C> all = List.copyOf(connections);
        if (!all.isEmpty() && !collectReady(all, ready)) {
            QueueAccess.get()
                    .awaitAny(
                            all.stream().map(Connection::incoming).toList(),
                            limitNanos,
                            () -> collectReady(all, ready),
                            () -> all.forEach(Connection::lookAfterOther));
        }
        return ready;
    }

    private static <C extends Connection<?>> boolean collectReady(List<C> all, List<C> ready) {
        for (C connection : all) {
            if (connection.poll()) {
                ready.add(connection);
            }
        }
        return !ready.isEmpty();
    }
}
