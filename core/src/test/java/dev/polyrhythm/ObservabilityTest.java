package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a program from outside: flight recordings, and the log. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class ObservabilityTest {
    @TempDir private Path directory;

    private List<RecordedEvent> dump(Recording recording) throws IOException {
        Path file = directory.resolve("recording.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.polyrhythm."))
                .toList();
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("dev.polyrhythm." + name))
                .toList();
    }

    @Test
    void workers_areRecorded_withTheirEnds() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            ProcessWorker process = Worker.ofProcess().name("breaks").start(() -> System.exit(7));
            long pid = process.pid();
            process.join();
            Worker thread = Worker.ofVirtual().name("returns").start(() -> {});
            thread.join();
            Awaitility.await().until(() -> Worker.active().isEmpty());
            List<RecordedEvent> events = dump(recording);
            long own = ProcessHandle.current().pid();
            assertThat(of(events, "WorkerStart"))
                    .extracting(
                            event -> event.getString("name"),
                            event -> event.getString("kind"),
                            event -> event.getLong("pid"))
                    .containsExactlyInAnyOrder(
                            Assertions.tuple("breaks", "PROCESS", pid),
                            Assertions.tuple("returns", "VIRTUAL", own));
            assertThat(of(events, "WorkerEnd"))
                    .extracting(event -> event.getString("name"), event -> event.getInt("exitCode"))
                    .containsExactlyInAnyOrder(
                            Assertions.tuple("breaks", 7), Assertions.tuple("returns", 0));
        }
    }

    @Test
    void tasks_areRecorded_howeverTheyEnd() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            try (WorkerPool pool = WorkerPool.builder(Worker.Kind.PROCESS).size(1).build()) {
                pool.map(n -> n + 1, List.of(1, 2));
                Assertions.assertThatThrownBy(pool.submit(() -> Integer.parseInt("x"))::get)
                        .isInstanceOf(ExecutionException.class);
                Assertions.assertThatThrownBy(pool.submit(() -> Runtime.getRuntime().halt(1))::get)
                        .isInstanceOf(ExecutionException.class);
            }
            assertThat(of(dump(recording), "PoolTask"))
                    .extracting(event -> event.getString("ending"))
                    .containsExactlyInAnyOrder("RETURNED", "RETURNED", "FAILED", "DIED");
        }
    }

    @Test
    void waitForALock_isRecorded_withWhoHeldIt() throws Exception {
        SharedLock lock = SharedLock.create();
        try (Recording recording = new Recording()) {
            recording.enable("dev.polyrhythm.LockWait").withoutThreshold();
            recording.start();
            lock.lock();
            try {
                Worker.ofPlatform().start(() -> lock.tryAcquire(Duration.ofMillis(20))).join();
            } finally {
                lock.unlock();
            }
            RecordedEvent wait = of(dump(recording), "LockWait").getFirst();
            assertThat(wait.getLong("holderPid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(wait.getBoolean("acquired")).isFalse();
            assertThat(wait.getDuration()).isPositive();
        }
    }

    /** Starts a process, and stays: the logging ends with the JVM. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Worker.ofProcess().name("logged").start(() -> System.exit(3)).join();
            Thread.currentThread().join();
        }
    }

    @Test
    void processes_areLogged_ifAskedFor() throws IOException {
        Path configuration =
                Files.writeString(
                        directory.resolve("logging.properties"),
                        """
                        handlers = java.util.logging.ConsoleHandler
                        dev.polyrhythm.level = FINE
                        java.util.logging.ConsoleHandler.level = FINE
                        java.util.logging.SimpleFormatter.format = %5$s%n
                        """);
        String option = "-Djava.util.logging.config.file=" + configuration;
        try (ChildJvm program =
                ChildJvm.start(Map.of("JDK_JAVA_OPTIONS", option), Program.class.getName())) {
            assertThat(program.awaitLine("worker started")).contains("name=logged, pid=");
            assertThat(program.awaitLine("worker ended"))
                    .contains("name=logged, pid=", "exitCode=3", "WorkerDiedException");
            program.handle().destroy();
            program.awaitExit();
        }
    }
}
