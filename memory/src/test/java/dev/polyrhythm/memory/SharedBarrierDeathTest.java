package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(1200)
@Tag("process")
@ExtendWith(LeakCheck.class)
class SharedBarrierDeathTest {
    private static final int PARTIES = 3;
    private static final int VICTIM = 2;

    /**
     * What all use.
     *
     * @param barrier of three parties
     * @param steps how far each party is
     * @param violations how often one went on before the others had arrived
     */
    private record Shared(SharedBarrier barrier, SharedLongArray steps, SharedInt violations)
            implements Serializable {
        /** Takes one step after the other together with the other parties. */
        void walk(int party) throws InterruptedException, BrokenBarrierException {
            for (long step = 1; ; step++) {
                steps.set(party, step);
                barrier.await();
                for (int other = 0; other < PARTIES; other++) {
                    if (steps.get(other) < step) {
                        violations.getAndAdd(1);
                    }
                }
            }
        }
    }

    /** Walks along until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            Shared shared = SharedChild.given(Shared.class, arguments);
            KillRounds.awaitGo();
            shared.walk(VICTIM);
        }
    }

    private final SharedBarrier barrier = SharedBarrier.create(PARTIES);
    private final Shared shared =
            new Shared(barrier, SharedLongArray.create(PARTIES), SharedInt.create(0));

    @Test
    @Tag("kills")
    void parties_killedAtRandom_breakTheBarrierForAll() throws Exception {
        Random random = new Random(3);
        KillRounds.run(
                () -> SharedChild.start(Victim.class, random.nextInt(4) != 0, shared),
                (victim, number) -> {
                    Queue<String> ends = new ConcurrentLinkedQueue<>();
                    List<Thread> others = others(ends);
                    victim.sendLine("go");
                    KillRounds.awaitProgress(
                            victim, () -> shared.steps().get(VICTIM), 1 + random.nextInt(200));
                    victim.kill();
                    for (Thread other : others) {
                        other.join();
                    }
                    String end = "a party of the barrier has died: pid=" + victim.handle().pid();
                    assertThat(ends).containsExactly(end, end);
                    assertThat(barrier.isBroken()).isTrue();
                    assertThatExceptionOfType(BrokenBarrierException.class)
                            .isThrownBy(barrier::await)
                            .withMessage(end)
                            .withCauseInstanceOf(OwnerDiedException.class);
                    victim.awaitExit();
                    shared.steps().fill(0);
                    barrier.reset();
                    assertThat(barrier.isBroken()).isFalse();
                    assertThat(barrier.getNumberWaiting()).isZero();
                });
        assertThat(shared.violations().get()).isZero();
    }

    private List<Thread> others(Queue<String> ends) {
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < VICTIM; i++) {
            int party = i;
            Runnable walk =
                    () -> {
                        try {
                            shared.walk(party);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        } catch (BrokenBarrierException e) {
                            ends.add(e.getMessage());
                        }
                    };
            others.add(i == 0 ? Thread.ofPlatform().start(walk) : Thread.startVirtualThread(walk));
        }
        return others;
    }

    /** Registers, and ends in good order; one thread may wait then. */
    static final class Party {
        private Party() {}

        public static void main(String[] arguments) throws Exception {
            SharedBarrier barrier = SharedChild.given(SharedBarrier.class, arguments);
            barrier.register();
            System.out.println("registered");
            KillRounds.awaitGo();
            Thread waiter = Thread.ofPlatform().daemon().start(() -> waitFor(barrier));
            KillRounds.awaitWaiting(waiter);
        }

        private static void waitFor(SharedBarrier barrier) {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                // it is about to end
            }
        }

        static final class Idle {
            private Idle() {}

            public static void main(String[] arguments) throws Exception {
                SharedChild.given(SharedBarrier.class, arguments).register();
            }
        }
    }

    @Test
    void party_killedBeforeItHasWaited_breaksTheBarrier() throws Exception {
        try (ChildJvm party = SharedChild.start(Party.class, true, barrier)) {
            party.awaitLine("registered");
            assertThat(barrier.isBroken()).isFalse();
            party.kill();
            party.awaitExit();
            assertThat(barrier.isBroken()).isTrue();
            assertThatExceptionOfType(BrokenBarrierException.class)
                    .isThrownBy(barrier::await)
                    .withMessageContaining("pid=" + party.handle().pid());
        }
        barrier.reset();
        assertThat(barrier.isBroken()).isFalse();
    }

    @Test
    void party_thatEndsInGoodOrder_isNotMissed() {
        try (ChildJvm party = SharedChild.start(Party.Idle.class, true, barrier)) {
            assertThat(party.awaitExit()).as("%s", party.lines()).isZero();
        }
        assertThat(barrier.isBroken()).isFalse();
    }

    @Test
    void party_thatEndsInGoodOrderWhileItWaits_breaksTheBarrier() {
        try (ChildJvm party = SharedChild.start(Party.class, true, barrier)) {
            party.awaitLine("registered");
            party.sendLine("go");
            assertThat(party.awaitExit()).as("%s", party.lines()).isZero();
        }
        assertThat(barrier.isBroken()).isTrue();
        assertThatExceptionOfType(BrokenBarrierException.class)
                .isThrownBy(barrier::await)
                .withMessageStartingWith("the barrier is broken: ");
    }
}
