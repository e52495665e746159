package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked of pools of threads, of either kind. */
abstract class ThreadPoolContractTest extends PoolContractTest {
    ThreadPoolContractTest(Worker.Kind kind) {
        super(kind);
    }

    @Test
    void optionsOfProcesses_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxHeap("64m").nice(3).build())
                .withMessageContaining("options=[maxHeap, nice]")
                .withMessageContaining("kind=" + kind);
    }

    @Test
    void threadThatDoesNotEnd_isShownAsRogueUntilItDoes() {
        WorkerPool pool =
                open(builder().size(1).taskLimit(Duration.ofMillis(30)).grace(Duration.ZERO));
        AtomicBoolean stop = new AtomicBoolean();
        PoolFuture<@Nullable Void> endless =
                pool.submit(() -> {
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                });
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(endless::get);
        Awaitility.await().atMost(LONG).until(() -> pool.insight().rogueCount() == 1);
        stop.set(true);
        Awaitility.await().atMost(LONG).until(() -> pool.insight().rogueCount() == 0);
    }
}
