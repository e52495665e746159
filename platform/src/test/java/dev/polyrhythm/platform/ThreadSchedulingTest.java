package dev.polyrhythm.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadSchedulingTest {
    private static final int POLICY_FIELD = 40 - 2; // of stat, without the id and the name
    private static final Path THREAD = Path.of("/proc/thread-self");

    private record Found(int result, String policy) {}

    /** Changes a thread of its own, so that no other test is affected. */
    private static Found ofNewThread(IntSupplier change) throws Exception {
        AtomicReference<Found> found = new AtomicReference<>();
        Thread.ofPlatform().start(() -> found.set(new Found(change.getAsInt(), policy()))).join();
        return found.get();
    }

    private static String policy() {
        try {
            String stat = Files.readString(THREAD.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[POLICY_FIELD];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void realtime_wherePermitted_holdsForTheThreadAlone() throws Exception {
        Found found = ofNewThread(() -> ThreadScheduling.setRealtime(50));
        assumeTrue(found.result() == ThreadScheduling.DONE, "no permission here");
        assertThat(found.policy()).isEqualTo("1");
        assertThat(policy()).isEqualTo("0");
    }

    @Test
    void realtime_ofNoSuchPriority_isTheKernelsError() throws Exception {
        assumeTrue(NativeAccess.isGranted());
        Found found = ofNewThread(() -> ThreadScheduling.setRealtime(1000));
        assertThat(found).isEqualTo(new Found(22, "0")); // EINVAL
    }

    @Test
    void timerSlack_isSet() throws Exception {
        assumeTrue(NativeAccess.isGranted());
        AtomicReference<String> slack = new AtomicReference<>();
        Thread.ofPlatform()
                .start(() -> {
                    ThreadScheduling.setTimerSlack(1);
                    try {
                        String id = THREAD.toRealPath().getFileName().toString();
                        slack.set(Files.readString(Path.of("/proc", id, "timerslack_ns")).strip());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .join();
        assertThat(slack).hasValue("1");
    }
}
