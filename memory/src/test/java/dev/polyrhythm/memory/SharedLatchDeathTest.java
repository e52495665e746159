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
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(1200)
@Tag("process")
@ExtendWith(LeakCheck.class)
class SharedLatchDeathTest {
    private record Shared(SharedLatch latch, SharedLong told, SharedLong lastPid)
            implements Serializable {}

    /** Counts down until it is killed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            SharedLatch latch = SharedChild.given(SharedLatch.class, arguments);
            KillRounds.awaitGo();
            while (latch.getCount() > 0) {
                latch.countDown();
            }
        }
    }

    /** Waits all the time, and counts the deaths that it is told of. */
    static final class Watcher {
        private Watcher() {}

        public static void main(String[] arguments) throws Exception {
            Shared shared = SharedChild.given(Shared.class, arguments);
            while (true) {
                try {
                    shared.latch().await();
                    return;
                } catch (OwnerDiedException e) {
                    shared.lastPid().set(e.pid());
                    shared.told().getAndAdd(1);
                }
            }
        }
    }

    private final SharedLatch latch = SharedLatch.create(Integer.MAX_VALUE);
    private final Shared shared = new Shared(latch, SharedLong.create(0), SharedLong.create(0));

    @Test
    @Tag("kills")
    void parties_killedAtRandom_areToldToEveryProcessOnce() throws Exception {
        Random random = new Random(2);
        try (ChildJvm watcher = SharedChild.start(Watcher.class, true, shared)) {
            KillRounds.run(
                    () -> SharedChild.start(Victim.class, random.nextInt(4) != 0, latch),
                    (victim, number) -> {
                        Queue<Long> pids = new ConcurrentLinkedQueue<>();
                        List<Thread> waiters = waiters(pids);
                        waiters.forEach(KillRounds::awaitWaiting);
                        victim.sendLine("go");
                        KillRounds.awaitProgress(
                                victim, () -> -latch.getCount(), 1 + random.nextInt(3000));
                        victim.kill();
                        for (Thread waiter : waiters) {
                            waiter.join();
                        }
                        long pid = victim.handle().pid();
                        assertThat(pids).containsExactly(pid, pid);
                        KillRounds.awaitMoment(() -> shared.told().get() > number);
                        assertThat(shared.lastPid().get()).isEqualTo(pid);
                    });
            assertThat(shared.told().get()).isEqualTo(KillRounds.KILLS);
            assertThat(latch.await(Duration.ofMillis(20))).isFalse();
            assertThat(watcher.handle().isAlive()).as("%s", watcher.lines()).isTrue();
        }
    }

    private List<Thread> waiters(Queue<Long> pids) {
        Runnable wait =
                () -> {
                    try {
                        latch.await();
                    } catch (OwnerDiedException e) {
                        pids.add(e.pid());
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                };
        List<Thread> waiters = new ArrayList<>();
        waiters.add(Thread.ofPlatform().start(wait));
        waiters.add(Thread.ofVirtual().start(wait));
        return waiters;
    }

    /** Registers, counts down if it is told to, and ends in good order. */
    static final class Party {
        private Party() {}

        public static void main(String[] arguments) throws Exception {
            SharedLatch latch = SharedChild.given(SharedLatch.class, arguments);
            latch.register();
            System.out.println("registered");
            KillRounds.awaitGo();
            latch.countDown();
        }
    }

    @Test
    void party_thatOnlyRegistered_isMissed() throws Exception {
        try (ChildJvm party = SharedChild.start(Party.class, true, latch)) {
            party.awaitLine("registered");
            party.kill();
            assertThatExceptionOfType(OwnerDiedException.class)
                    .isThrownBy(() -> latch.await(KillRounds.PATIENCE))
                    .withMessage(
                            "a process that was to count the latch down has died: pid="
                                    + party.handle().pid())
                    .matches(e -> e.pid() == party.handle().pid());
        }
        assertThat(latch.await(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void party_thatEndedInGoodOrder_isNotMissed() throws Exception {
        try (ChildJvm party = SharedChild.start(Party.class, false, latch)) {
            party.awaitLine("registered");
            party.sendLine("go");
            assertThat(party.awaitExit()).as("%s", party.lines()).isZero();
        }
        assertThat(latch.getCount()).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(latch.await(Duration.ofMillis(20))).isFalse();
    }

    @Test
    void party_killedAfterTheLatchHasOpened_isNotMissed() throws Exception {
        SharedLatch opened = SharedLatch.create(1);
        try (ChildJvm party = SharedChild.start(Party.class, true, opened)) {
            party.awaitLine("registered");
            opened.countDown();
            party.kill();
            party.awaitExit();
        }
        opened.await();
        assertThat(opened.await(Duration.ZERO)).isTrue();
    }
}
