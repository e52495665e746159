package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.OwnerDiedException;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Senders of large messages are killed at random moments. */
@Timeout(1800)
@Tag("process")
@Tag("kills")
@ExtendWith(LeakCheck.class)
class PipeDeathTest {
    private static final int KILLS = Math.ceilDiv(KillLoop.kills(), 2);
    private static final int SIZE = 200_000;

    private final Random random = new Random(42);

    @Test
    void killedSender_leavesWholeMessagesInOrder() throws InterruptedException {
        for (int kill = 0; kill < KILLS; kill++) {
            killOne(random.nextInt(60));
        }
    }

    private static void killOne(int after) throws InterruptedException {
        Pipe<byte[]> pipe = Pipe.open();
        Connection<byte[]> right = pipe.right();
        ProcessWorker sender = Worker.ofProcess().start(() -> sendForEver(right));
        long count = 0;
        try {
            while (true) {
                assertWhole(pipe.left().receive(), count);
                if (count++ == after) {
                    sender.kill();
                }
            }
        } catch (OwnerDiedException e) {
            assertThat(e.pid()).isEqualTo(sender.pid());
        }
        assertThat(count).isGreaterThan(after);
        sender.join();
    }

    private static void sendForEver(Connection<byte[]> connection) throws InterruptedException {
        byte[] message = new byte[SIZE];
        for (long number = 0; ; number++) {
            Arrays.fill(message, (byte) number);
            connection.sendBytes(message);
        }
    }

    private static void assertWhole(byte[] message, long number) {
        assertThat(message).hasSize(SIZE);
        for (byte b : message) {
            if (b != (byte) number) {
                throw new AssertionError("message %d has a byte %d".formatted(number, b));
            }
        }
    }
}
