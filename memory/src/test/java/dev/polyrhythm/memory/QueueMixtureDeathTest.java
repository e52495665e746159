package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** All at once: processes put and take, are killed, stopped, and leave in good order. */
@Tag("kills")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(LeakCheck.class)
class QueueMixtureDeathTest {
    private static final int CAPACITY = 5;
    private static final int BYTE_SIZE = 200_000;

    private final int kills = Math.ceilDiv(KillLoop.kills(), 8);
    private final int parent = KillLoop.numbers(2 * kills); // its stream
    private final QueueLedger ledger = QueueLedger.open(CAPACITY, BYTE_SIZE, parent + 1);
    private final SharedLongArray steps = SharedLongArray.create(parent + 1);
    private final KillLoop loop =
            new KillLoop(
                    SharedChild.starter(QueueVictim.class, new QueueVictim.Shared(ledger, steps)),
                    steps::get);

    /** How many have ended that take, or acknowledge: each can have had one message. */
    private int takers;

    private int acknowledgers;

    private void count(KillLoop.Victim victim) {
        takers += victim.task().role() == QueueVictim.TAKES ? 1 : 0;
        acknowledgers += victim.task().role() == QueueVictim.ACKNOWLEDGES ? 1 : 0;
    }

    private void startAll() {
        loop.start(QueueVictim.PUTS);
        loop.start(QueueVictim.PUTS);
        loop.start(QueueVictim.TAKES);
        loop.start(QueueVictim.ACKNOWLEDGES);
    }

    private void afterKill(KillLoop.Victim killed) {
        count(killed);
        switch (loop.random().nextInt(8)) {
            case 0, 1 -> leaveOne();
            case 2 -> stopOne();
            default -> awaitProgress(2);
        }
    }

    private void leaveOne() {
        KillLoop.Victim victim = loop.chooseAtWork(role -> true);
        loop.leave(victim);
        count(victim);
        loop.start(victim.task().role());
    }

    /** While one is stopped, wherever it is, the others go on. */
    private void stopOne() {
        KillLoop.Victim victim = loop.chooseAtWork(role -> true);
        victim.jvm().signal("STOP");
        awaitProgress(CAPACITY);
        victim.jvm().signal("CONT");
        loop.awaitSteps(victim, 1);
    }

    private void awaitProgress(int messages) {
        long put = ledger.putInAll();
        long taken = ledger.takenInAll();
        loop.await("others put", () -> ledger.putInAll() >= put + messages);
        loop.await("others take", () -> ledger.takenInAll() >= taken + messages);
    }

    @Test
    void allAtOnce_addsUpAndEndsWell() throws InterruptedException {
        try (loop) {
            startAll();
            try (Survivor producer = new Survivor(false, () -> ledger.putAll(parent));
                    Survivor consumer = new Survivor(true, () -> ledger.takeAll(true, m -> {}))) {
                loop.run(
                        kills,
                        role -> true,
                        killed -> {
                            afterKill(killed);
                            producer.check();
                            consumer.check();
                        });
            }
            killAll();
            ledger.drain(message -> {});
            ledger.requireBalance(takers, acknowledgers);
            ledger.requireFullCapacity();
            closeWhileAllAreAtWork();
        }
    }

    private void killAll() {
        for (KillLoop.Victim victim : loop.working()) {
            loop.kill(victim);
            count(victim);
        }
    }

    private void closeWhileAllAreAtWork() throws InterruptedException {
        startAll();
        List<KillLoop.Victim> last = loop.working();
        last.forEach(victim -> loop.awaitSteps(victim, 1));
        loop.kill(last.getFirst());
        ledger.queue().close();
        loop.awaitEnd();
        ledger.drain(message -> {});
        ledger.requireBalance(takers, acknowledgers);
        assertThat(ledger.queue()).isEmpty();
    }
}
