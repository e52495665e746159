package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Worker.State;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What other threads see of a thread that is being started. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class ThreadStartTest {
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @EnumSource(names = {"PLATFORM", "VIRTUAL"})
    void worker_justBeingStarted_isNotSeenAsEnded(Worker.Kind kind) throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            CountDownLatch go = new CountDownLatch(1);
            Worker worker = Worker.of(kind).unstarted(go::await);
            Thread starter = Thread.ofPlatform().start(worker::start);
            State first = State.NEW;
            while (first == State.NEW) {
                Thread.onSpinWait();
                first = worker.getState();
            }
            boolean ended = worker.join(Duration.ofNanos(1));
            go.countDown();
            starter.join();
            worker.join();
            assertThat(first).isEqualTo(State.RUNNING);
            assertThat(ended).isFalse();
        }
    }
}
