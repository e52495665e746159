package dev.polyrhythm.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class KeepAliveTest {
    private static final String NAME = "keep-alive-of-a-test";
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Something to wait for; the lock is this object. */
    private static final class Owner extends KeepAlive {
        private boolean isBusy;

        Owner(long periodNanos) {
            super(NAME, periodNanos);
        }

        synchronized void setBusy(boolean busy) {
            isBusy = busy;
            if (busy) {
                begin();
            } else {
                check();
            }
        }

        synchronized void setIdleQuietly() {
            isBusy = false;
        }

        @Override
        protected synchronized boolean endIfIdle() {
            if (!isBusy) {
                ended();
            }
            return !isBusy;
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(NAME))
                .toList();
    }

    private static void awaitNone() {
        Awaitility.await().atMost(LONG).until(() -> threads().isEmpty());
    }

    @Test
    void thread_livesWhileTheOwnerIsBusy_onceAtATime() {
        Owner owner = new Owner(Long.MAX_VALUE);
        owner.setBusy(true);
        owner.setBusy(true);
        assertThat(threads()).singleElement().matches(thread -> !thread.isDaemon());

        threads().forEach(Thread::interrupt);
        assertThat(threads()).hasSize(1);

        owner.setBusy(false);
        awaitNone();
        owner.setBusy(true);
        assertThat(threads()).hasSize(1);
        owner.setBusy(false);
        awaitNone();
    }

    @Test
    void thread_withAPeriod_findsTheEndByItself() {
        Owner owner = new Owner(1_000_000);
        owner.setBusy(true);
        owner.setIdleQuietly();
        awaitNone();
    }
}
