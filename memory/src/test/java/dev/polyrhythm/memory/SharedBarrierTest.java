package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedBarrierTest {
    private final Queue<Object> ends = new ConcurrentLinkedQueue<>();

    /** Waits in a thread of its own; what it gets is added to the ends. */
    private Thread party(SharedBarrier barrier, boolean virtual) {
        Runnable wait =
                () -> {
                    try {
                        ends.add(barrier.await());
                    } catch (InterruptedException | BrokenBarrierException e) {
                        ends.add(e.getClass());
                    }
                };
        return virtual ? Thread.ofVirtual().start(wait) : Thread.ofPlatform().start(wait);
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<Thread> waitingParties(SharedBarrier barrier, int count, boolean virtual) {
        List<Thread> parties = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parties.add(party(barrier, virtual));
        }
        parties.forEach(KillRounds::awaitWaiting);
        return parties;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_letsAllGoOn_whenTheLastHasArrived(boolean virtual) throws Exception {
        SharedBarrier barrier = SharedBarrier.create(4);
        assertThat(barrier.getParties()).isEqualTo(4);
        for (int round = 0; round < 3; round++) {
            List<Thread> parties = waitingParties(barrier, 3, virtual);
            assertThat(barrier.getNumberWaiting()).isEqualTo(3);
            assertThat(ends).isEmpty();
            assertThat(barrier.await()).isZero();
            join(parties);
            assertThat(ends).containsExactlyInAnyOrder(1, 2, 3);
            assertThat(barrier.getNumberWaiting()).isZero();
            ends.clear();
        }
        assertThat(barrier).hasToString("SharedBarrier[parties=4, waiting=0, broken=false]");
    }

    @Test
    void barrier_ofOne_holdsNobody() throws Exception {
        SharedBarrier barrier = SharedBarrier.create(1);
        barrier.register();
        assertThat(barrier.await()).isZero();
        assertThat(barrier.await(Duration.ZERO)).isZero();
        assertThat(barrier.await(Duration.ofSeconds(-5))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void parties_outOfRange_areNamed(int parties) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> SharedBarrier.create(parties))
                .withMessage("parties must be 1 to 1048575: parties=" + parties);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void party_interrupted_breaksTheBarrier(boolean virtual) throws Exception {
        SharedBarrier barrier = SharedBarrier.create(4);
        List<Thread> parties = waitingParties(barrier, 3, virtual);
        parties.getFirst().interrupt();
        join(parties);
        assertThat(ends)
                .containsExactlyInAnyOrder(
                        InterruptedException.class,
                        BrokenBarrierException.class,
                        BrokenBarrierException.class);
        assertThat(barrier.isBroken()).isTrue();
        assertThat(barrier.getNumberWaiting()).isZero();
        assertThatExceptionOfType(BrokenBarrierException.class).isThrownBy(barrier::await);
    }

    @Test
    void party_interruptedBefore_breaksTheBarrier() throws Exception {
        SharedBarrier barrier = SharedBarrier.create(2);
        List<Thread> parties = waitingParties(barrier, 1, false);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(barrier::await);
        join(parties);
        assertThat(ends).containsExactly(BrokenBarrierException.class);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(BrokenBarrierException.class).isThrownBy(barrier::await);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3_000_000})
    void party_outOfTime_breaksTheBarrier(long nanos) throws Exception {
        SharedBarrier barrier = SharedBarrier.create(3);
        List<Thread> parties = waitingParties(barrier, 1, true);
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> barrier.await(Duration.ofNanos(nanos)))
                .withMessageContaining("parties=3");
        join(parties);
        assertThat(ends).containsExactly(BrokenBarrierException.class);
        assertThat(barrier.isBroken()).isTrue();
        assertThatExceptionOfType(BrokenBarrierException.class)
                .isThrownBy(() -> barrier.await(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reset_breaksForThoseWhoWait_andBeginsAnew(boolean virtual) throws Exception {
        SharedBarrier barrier = SharedBarrier.create(3);
        barrier.reset();
        List<Thread> parties = waitingParties(barrier, 2, virtual);
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
        assertThat(barrier.getNumberWaiting()).isZero();
        join(parties);
        assertThat(ends)
                .containsExactly(BrokenBarrierException.class, BrokenBarrierException.class);
        ends.clear();
        List<Thread> again = waitingParties(barrier, 2, virtual);
        assertThat(barrier.await()).isZero();
        join(again);
        assertThat(ends).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void reset_ofABrokenBarrier_repairsIt() throws Exception {
        SharedBarrier barrier = SharedBarrier.create(2);
        for (int round = 0; round < 20; round++) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> barrier.await(Duration.ZERO));
            assertThat(barrier.isBroken()).isTrue();
            barrier.reset();
            assertThat(barrier.isBroken()).isFalse();
        }
        List<Thread> parties = waitingParties(barrier, 1, true);
        assertThat(barrier.await()).isZero();
        join(parties);
    }

    /** More threads than parties: each generation lets one of each index through. */
    @Test
    void manyThreads_passInGroups() throws Exception {
        SharedBarrier barrier = SharedBarrier.create(3);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            boolean virtual = i % 2 == 0;
            Runnable pass = () -> passUntilBroken(barrier);
            threads.add(
                    virtual ? Thread.startVirtualThread(pass) : Thread.ofPlatform().start(pass));
        }
        KillRounds.awaitMoment(() -> ends.size() > 1000);
        breakBarrier(barrier);
        join(threads);
        long generations = ends.stream().filter(end -> end.equals(0)).count();
        assertThat(generations).isGreaterThan(300);
        assertThat(ends.stream().filter(end -> end.equals(1))).hasSize((int) generations);
        assertThat(ends.stream().filter(end -> end.equals(2))).hasSize((int) generations);
        assertThat(ends).hasSize(3 * (int) generations);
    }

    private void passUntilBroken(SharedBarrier barrier) {
        try {
            while (true) {
                ends.add(barrier.await());
            }
        } catch (InterruptedException e) {
            ends.add(e);
        } catch (BrokenBarrierException e) {
            // as it should end
        }
    }

    /** Gives up waiting; until then this thread may be the last of a generation. */
    private void breakBarrier(SharedBarrier barrier) throws Exception {
        try {
            while (true) {
                ends.add(barrier.await(Duration.ZERO));
            }
        } catch (TimeoutException e) {
            // broken
        }
    }

    private record Simulation(SharedBarrier barrier, SharedIntArray cells)
            implements Serializable {}

    /** Simulates the second part. */
    static final class Part {
        private Part() {}

        public static void main(String[] arguments) throws Exception {
            Simulation simulation = SharedChild.given(Simulation.class, arguments);
            SynchronizerSnippets.simulate(simulation.barrier(), simulation.cells(), 1, 100);
        }
    }

    @ParameterizedTest
    @Tag("process")
    @ValueSource(booleans = {false, true})
    void processes_takeEachStepTogether(boolean nativeAccess) throws Exception {
        Simulation simulation = new Simulation(SharedBarrier.create(2), SharedIntArray.create(2));
        int own = 0;
        try (ChildJvm part = SharedChild.start(Part.class, nativeAccess, simulation)) {
            for (int step = 1; step <= 100; step++) {
                simulation.cells().set(0, step);
                own += simulation.barrier().await() == 0 ? 1 : 0;
                assertThat(simulation.cells().get(1)).isBetween(step, step + 1);
            }
            assertThat(part.awaitExit()).as("%s", part.lines()).isZero();
            assertThat(part.lines()).hasSize(100 - own);
        }
    }
}
