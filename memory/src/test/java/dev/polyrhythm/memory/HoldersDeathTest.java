package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.KillTask;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes are killed while they hold a lock, wait for its condition, or write a record. */
@Tag("kills")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(LeakCheck.class)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // who holds it when it dies
class HoldersDeathTest {
    private static final int TOTAL = 1000;
    private static final int PLATFORM = 0;
    private static final int VIRTUAL = 1;
    private static final int WAITER = 2;
    private static final int NOBODY = -1;
    private static final long REST_NANOS = 300_000;

    /**
     * What the processes share.
     *
     * @param accounts two, whose sum is always the same when nobody is inside
     * @param inside who holds the lock, by its own account
     * @param coins put in by those who transfer, taken out by those who wait for them
     */
    private record Bank(
            SharedLock lock,
            Condition coin,
            SharedIntArray accounts,
            SharedInt inside,
            SharedLong coins,
            SharedLongArray steps,
            SharedInt repairs,
            RecordLedger ledger)
            implements Serializable {

        static Bank open(int numbers) {
            SharedLock lock = SharedLock.create();
            return new Bank(
                    lock,
                    lock.newCondition(),
                    SharedIntArray.of(TOTAL, 0),
                    SharedInt.create(NOBODY),
                    SharedLong.create(0),
                    SharedLongArray.create(numbers),
                    SharedInt.create(0),
                    RecordLedger.open());
        }

        long transfers() {
            return steps.stream().sum();
        }

        /** Takes the lock; what a dead one has left is repaired, and nothing else is broken. */
        void enter(Acquired acquired, int number) {
            assertThat(acquired).isNotEqualTo(Acquired.NOT);
            if (acquired == Acquired.ABANDONED) {
                accounts.set(1, TOTAL - accounts.get(0));
                inside.set(NOBODY);
                repairs.getAndAdd(1);
                lock.repaired();
            }
            requireWhole();
            assertThat(inside.compareAndSet(NOBODY, number)).as("alone inside").isTrue();
        }

        private void requireWhole() {
            int sum = accounts.get(0) + accounts.get(1);
            if (sum != TOTAL) {
                throw new AssertionError("the lock was not reported as abandoned: sum=" + sum);
            }
        }

        void leave(int number) {
            assertThat(inside.compareAndSet(number, NOBODY)).as("alone inside").isTrue();
            lock.unlock();
        }
    }

    /** A process that works with the bank until it is killed. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) throws Exception {
            Bank bank = SharedChild.given(Bank.class, arguments);
            KillTask turn = KillTask.await();
            Thread.ofPlatform().start(() -> bank.ledger().write(turn.number()));
            Thread.Builder builder =
                    turn.role() == VIRTUAL ? Thread.ofVirtual() : Thread.ofPlatform();
            builder.start(() -> work(bank, turn)).join();
        }

        private static void work(Bank bank, KillTask turn) {
            try {
                while (true) {
                    if (turn.role() == WAITER) {
                        takeCoin(bank, turn.number());
                    } else {
                        transferOften(bank, turn.number());
                    }
                }
            } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        }

        private static void transferOften(Bank bank, int number) {
            bank.enter(bank.lock().acquire(), number);
            for (int i = 0; i < 100; i++) {
                bank.accounts().getAndAdd(i % 2, -1);
                spin(10);
                bank.accounts().getAndAdd(1 - i % 2, 1);
                bank.steps().getAndAdd(number, 1);
            }
            bank.coins().getAndAdd(1);
            bank.coin().signal();
            bank.leave(number);
            LockSupport.parkNanos(REST_NANOS);
        }

        private static void takeCoin(Bank bank, int number) throws InterruptedException {
            bank.enter(bank.lock().acquire(), number);
            while (bank.coins().get() == 0) {
                bank.inside().set(NOBODY);
                bank.coin().await();
                bank.enter(again(bank), number);
            }
            bank.coins().getAndAdd(-1);
            bank.steps().getAndAdd(number, 100);
            bank.leave(number);
        }

        private static Acquired again(Bank bank) {
            return bank.lock().isAbandoned() ? Acquired.ABANDONED : Acquired.ACQUIRED;
        }

        private static void spin(int times) {
            for (int i = 0; i < times; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /** Whoever is inside after a random moment; now and then anybody. */
    private static KillLoop.Victim choose(KillLoop loop, Bank bank) {
        if (loop.random().nextInt(8) == 0) {
            return loop.chooseAtWork(role -> true);
        }
        loop.spinRandomly(2_000_000);
        List<KillLoop.Victim> found = new ArrayList<>();
        loop.await(
                "somebody is inside",
                () -> {
                    int inside = bank.inside().get();
                    loop.working().stream()
                            .filter(victim -> victim.task().number() == inside)
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    @Test
    void holdersAndWriters_killed_leaveWholeThingsAndHangNobody() throws InterruptedException {
        int kills = Math.ceilDiv(KillLoop.kills(), 2);
        int self = KillLoop.numbers(kills);
        Bank bank = Bank.open(self);
        try (Survivor reader = bank.ledger().startReader();
                KillLoop loop =
                        new KillLoop(SharedChild.starter(Teller.class, bank), bank.steps()::get)) {
            loop.start(PLATFORM);
            loop.start(VIRTUAL);
            loop.start(WAITER);
            loop.run(
                    kills,
                    () -> choose(loop, bank),
                    killed -> {
                        bank.enter(bank.lock().tryAcquire(Duration.ofSeconds(60)), self);
                        bank.leave(self);
                        long before = bank.transfers();
                        long written = bank.ledger().written();
                        loop.await("others transfer", () -> bank.transfers() > before);
                        loop.await("others write", () -> bank.ledger().written() > written);
                        reader.check();
                    });
        }
        assertThat(bank.repairs().get()).as("killed inside").isGreaterThan(kills / 4);
        bank.enter(bank.lock().acquire(), self);
        bank.leave(self);
        assertThat(bank.lock().acquire()).isEqualTo(Acquired.ACQUIRED);
        bank.lock().unlock();
    }
}
