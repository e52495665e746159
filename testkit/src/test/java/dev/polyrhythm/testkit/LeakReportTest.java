package dev.polyrhythm.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

/** The check reports each leak that is made on purpose. */
@Timeout(120)
class LeakReportTest {
    private static CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void tidyUp() {
        end.countDown();
        end = new CountDownLatch(1);
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void process_leftRunning_isReported() {
        assertReported(LeaksProcess.class, "processes left running");
    }

    @Test
    void thread_leftRunning_isReported() {
        assertReported(LeaksThread.class, "threads left running");
    }

    private static void assertReported(Class<?> leaking, String message) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(leaking))
                .configurationParameter(LeakCheck.LIMIT_SECONDS, "1")
                .execute()
                .containerEvents()
                .assertThatEvents()
                .haveAtLeastOne(
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.message(
                                        text -> text.contains(message))));
    }

    @ExtendWith(LeakCheck.class)
    static class LeaksProcess {
        @Test
        void leak() throws IOException {
            new ProcessBuilder("sleep", "100").start();
        }
    }

    @ExtendWith(LeakCheck.class)
    static class LeaksThread {
        @Test
        void leak() {
            CountDownLatch mine = end;
            Thread.ofPlatform()
                    .daemon()
                    .name("polyrhythm-leak")
                    .start(() -> {
                        try {
                            mine.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
    }
}
