package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Producers and consumers are killed: the others lose nothing, see nothing twice, and go on. */
@Tag("kills")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(LeakCheck.class)
class QueueDeathTest {
    private static final int PARENT = 0; // the only stream

    private static KillLoop loop(QueueLedger ledger, SharedLongArray steps) {
        return new KillLoop(
                SharedChild.starter(QueueVictim.class, new QueueVictim.Shared(ledger, steps)),
                steps::get);
    }

    /**
     * The one who takes sees each producer's messages in their order, none twice, and all of which
     * the put has returned.
     *
     * @param capacity 1024 has room for messages of 200 kB in the ring, 8 has not
     */
    @ParameterizedTest
    @CsvSource({"1, 100", "3, 100", "1024, 200000", "8, 200000"})
    void producers_killed_leaveEachMessageWholeOrNotAtAll(int capacity, int byteSize)
            throws InterruptedException {
        int kills = Math.ceilDiv(KillLoop.kills(), 8);
        int streams = KillLoop.numbers(kills);
        QueueLedger ledger = QueueLedger.open(capacity, byteSize, streams);
        SharedLongArray steps = SharedLongArray.create(streams);
        long[] expected = new long[streams];
        try (KillLoop loop = loop(ledger, steps)) {
            loop.start(QueueVictim.PUTS);
            loop.start(QueueVictim.PUTS);
            try (Survivor taker =
                    new Survivor(
                            capacity == 3, () -> ledger.takeAll(false, m -> follow(expected, m)))) {
                loop.run(
                        kills,
                        role -> true,
                        killed -> {
                            long before = ledger.takenInAll();
                            loop.await("others go on", () -> ledger.takenInAll() > before + 2);
                            taker.check();
                        });
            }
        }
        ledger.drain(message -> follow(expected, message));
        for (int stream = 0; stream < streams; stream++) {
            long put = ledger.put().get(stream);
            assertThat(expected[stream]).as("arrived of %d", stream).isBetween(put, put + 1);
        }
        ledger.requireBalance(0, 0);
        ledger.requireFullCapacity();
    }

    private static void follow(long[] expected, Message message) {
        long next = expected[message.stream()]++;
        assertThat(message.number()).as("next of %d", message.stream()).isEqualTo(next);
    }

    /** Each one killed takes one message with it at most; if it acknowledges, none. */
    @ParameterizedTest
    @CsvSource({
        "1, 100, TAKES",
        "3, 100, ACKNOWLEDGES",
        "1024, 200000, ACKNOWLEDGES",
        "8, 200000, TAKES"
    })
    void consumers_killed_loseOneEachAtMost(int capacity, int byteSize, String role)
            throws InterruptedException {
        boolean takes = role.equals("TAKES");
        int kills = Math.ceilDiv(KillLoop.kills(), 8);
        QueueLedger ledger = QueueLedger.open(capacity, byteSize, 1);
        SharedLongArray steps = SharedLongArray.create(KillLoop.numbers(kills));
        int[] ended = {0};
        try (KillLoop loop = loop(ledger, steps)) {
            for (int i = 0; i < 2; i++) {
                loop.start(takes ? QueueVictim.TAKES : QueueVictim.ACKNOWLEDGES);
            }
            try (Survivor producer = new Survivor(capacity == 3, () -> ledger.putAll(PARENT))) {
                loop.run(
                        kills,
                        any -> true,
                        killed -> {
                            long before = ledger.takenInAll();
                            loop.await("others go on", () -> ledger.takenInAll() > before + 2);
                            producer.check();
                        });
            }
            ended[0] = loop.working().size();
        }
        ledger.drain(message -> {});
        ended[0] += kills;
        ledger.requireBalance(takes ? ended[0] : 0, takes ? 0 : ended[0]);
        ledger.requireFullCapacity();
    }
}
