package dev.polyrhythm.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The check accepts resources that end by themselves. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class LeakCheckTest {
    @Test
    void process_thatIsAboutToEnd_isWaitedFor() throws IOException {
        Process process = new ProcessBuilder("sleep", "0.3").start();

        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void thread_thatIsAboutToEnd_isWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .name("polyrhythm-short")
                        .start(() -> {
                            try {
                                assertThat(never.await(300, TimeUnit.MILLISECONDS)).isFalse();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });

        assertThat(thread.isAlive()).isTrue();
    }
}
