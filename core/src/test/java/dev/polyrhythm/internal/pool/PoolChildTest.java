package dev.polyrhythm.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.testkit.LeakCheck;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pool knows of its process after the end. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class PoolChildTest {
    @Test
    void worker_closedByTheUserOnceItIsDead_stillTellsThePoolHowItDied() throws Exception {
        Region region = Region.current();
        long bell = region.allocateNumbered(EventCount.BYTE_SIZE);
        PoolChild child = PoolChild.launch("pool-child", settings(), bell);
        CountDownLatch exited = new CountDownLatch(1);
        child.whenExited(exited::countDown);
        ProcessWorker worker = child.worker();
        long pid = worker.pid();
        worker.kill();
        worker.join();
        exited.await();
        worker.close();

        assertThat(child.hasExited()).isTrue();
        assertThat(child.death().signal()).hasValue(9);
        assertThat(child.death().pid()).isEqualTo(pid);
        assertThat(child.failure()).isSameAs(child.death());
        assertThat(child.residentBytes()).isZero();
        child.kill();
        child.freeMemory();
        region.freeNumbered(bell);
    }

    @Test
    void discard_killsTheProcessAndFreesItsMemory() throws Exception {
        Region region = Region.current();
        long bell = region.allocateNumbered(EventCount.BYTE_SIZE);
        PoolChild child = PoolChild.launch("pool-child", settings(), bell);
        CountDownLatch exited = new CountDownLatch(1);
        long block = bell + 1; // of its channel: the next one that was made
        assertThatNoException().isThrownBy(() -> region.mapNumbered(block));

        child.discard();
        child.whenExited(exited::countDown);
        exited.await();

        assertThat(child.death().signal()).hasValue(9);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThatExceptionOfType(PolyrhythmException.class)
                                .isThrownBy(() -> region.mapNumbered(block)));
        region.freeNumbered(bell);
    }

    private static PoolSettings settings() {
        return new PoolSettings(
                "pool-child-test",
                Worker.Kind.PROCESS,
                1,
                false,
                null,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                ProcessOptions.NONE);
    }
}
