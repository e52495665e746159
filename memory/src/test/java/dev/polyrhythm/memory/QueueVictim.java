package dev.polyrhythm.memory;

import dev.polyrhythm.testkit.KillTask;
import java.io.Serializable;

/** A process that puts into a queue or takes from it until it is killed, or the queue is closed. */
final class QueueVictim {
    static final int PUTS = 0;
    static final int TAKES = 1;
    static final int ACKNOWLEDGES = 2;

    /**
     * What it shares with the test.
     *
     * @param ledger the queue
     * @param steps of each process
     */
    record Shared(QueueLedger ledger, SharedLongArray steps) implements Serializable {}

    private QueueVictim() {}

    public static void main(String[] arguments) throws Exception {
        Shared shared = SharedChild.given(Shared.class, arguments);
        KillTask turn = KillTask.await();
        boolean virtual = turn.number() % 2 == 0;
        Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
        builder.start(() -> work(shared, turn)).join();
    }

    private static void work(Shared shared, KillTask turn) {
        try {
            if (turn.role() == PUTS) {
                put(shared, turn.number());
            } else {
                shared.ledger()
                        .takeAll(
                                turn.role() == ACKNOWLEDGES,
                                message -> shared.steps().getAndAdd(turn.number(), 1));
            }
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void put(Shared shared, int number) throws InterruptedException {
        try {
            while (true) {
                shared.ledger().putNext(number);
                shared.steps().getAndAdd(number, 1);
            }
        } catch (ClosedException e) {
            // the test is over
        }
    }
}
