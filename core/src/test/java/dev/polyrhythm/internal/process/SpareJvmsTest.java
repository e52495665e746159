package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.child.ChildMain;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
class SpareJvmsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final String MAIN = ChildMain.class.getName();

    @BeforeAll
    @AfterAll
    static void endSpares() {
        System.setProperty(SpareJvms.LIMIT, "0");
        Awaitility.await().atMost(LONG).until(() -> children().isEmpty());
        System.setProperty(SpareJvms.LIMIT, "1");
    }

    private static List<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(MAIN))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static ProcessWorker run(ProcessWorker.Builder builder) throws InterruptedException {
        ProcessWorker worker = builder.start(() -> {});
        worker.join();
        assertThat(worker.exitCode()).hasValue(0);
        return worker;
    }

    /** Starts until there is a spare, and waits until it is the only child. */
    private static long awaitSpare(ProcessWorker.Builder builder) {
        return Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> {
                            List<Long> found = children();
                            if (found.isEmpty()) {
                                run(builder);
                            }
                            return found;
                        },
                        found -> found.size() == 1)
                .getFirst();
    }

    @Test
    void starts_againAndAgain_areServedByASpare() throws InterruptedException {
        long spare = awaitSpare(Worker.ofProcess());
        SharedInt result = SharedInt.create(0);
        ProcessWorker worker =
                Worker.ofProcess()
                        .name("served")
                        .start(() -> result.set(Worker.current().getName().length()));
        worker.join();

        assertThat(worker.pid()).isEqualTo(spare);
        assertThat(result.get()).isEqualTo("served".length());
    }

    @Test
    void startThatDiffers_isNotServed() {
        List<ProcessWorker.Builder> others =
                List.of(
                        Worker.ofProcess().environment(Map.of("A", "b")),
                        Worker.ofProcess().jvmArguments("-Da=b"),
                        Worker.ofProcess().directory(Path.of("/")),
                        Worker.ofProcess().output(ProcessBuilder.Redirect.DISCARD));
        for (ProcessWorker.Builder other : others) {
            Awaitility.await().atMost(LONG).until(() -> isLeftToOneLikeIt(other));
        }
    }

    /** False if the spare has ended: ten seconds may have passed on a busy machine. */
    private static boolean isLeftToOneLikeIt(ProcessWorker.Builder other)
            throws InterruptedException {
        long spare = awaitSpare(Worker.ofProcess());
        assertThat(run(other).pid()).isNotEqualTo(spare);
        return run(Worker.ofProcess()).pid() == spare;
    }

    @Test
    void spareWithOptions_servesStartsWithTheSame() {
        SharedInt megabytes = SharedInt.create(0);
        ProcessWorker.Builder builder =
                Worker.ofProcess().maxHeap("32m").environment(Map.of("A", "b"));
        Awaitility.await()
                .atMost(LONG)
                .until(() -> {
                    List<Long> ready = children();
                    ProcessWorker worker =
                            builder.start(() ->
                                    megabytes.set((int) (Runtime.getRuntime().maxMemory() >> 20)));
                    worker.join();
                    return ready.contains(worker.pid());
                });
        assertThat(megabytes.get()).isBetween(16, 32);
        endSpares();
    }

    @Test
    void spare_thatWasKilled_servesNobody() throws InterruptedException {
        long spare = awaitSpare(Worker.ofProcess());
        ProcessHandle killed = ProcessHandle.of(spare).orElseThrow();
        killed.destroyForcibly();
        Awaitility.await().atMost(LONG).until(() -> !killed.isAlive());

        assertThat(run(Worker.ofProcess()).pid()).isNotEqualTo(spare);
    }

    @Test
    void spare_isNoWorkerOfTheProgram() throws InterruptedException {
        awaitSpare(Worker.ofProcess());
        int before = Integer.parseInt(number(new ProcessWorker()));
        run(Worker.ofProcess());
        Awaitility.await().atMost(LONG).until(() -> children().size() == 1);
        int after = Integer.parseInt(number(new ProcessWorker()));

        assertThat(Worker.active()).isEmpty();
        assertThat(after - before).isEqualTo(2);
    }

    private static String number(ProcessWorker worker) {
        return WorkerAccess.get().view(worker).number();
    }

    /** A program that keeps a spare. */
    static final class KeepsASpare {
        private KeepsASpare() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("region " + Region.current().directory());
            System.out.println("spare " + awaitSpare(Worker.ofProcess()));
            if (arguments.length > 0) {
                Thread.sleep(100_000);
            }
        }
    }

    @Test
    void program_returns_itsSpareEndsWithIt() {
        try (ChildJvm program = ChildJvm.start(KeepsASpare.class, "-Dpolyrhythm.spares=1")) {
            assertThat(program.awaitExit()).isZero();
            assertGone(program);
        }
    }

    @Test
    void program_killed_itsSpareEnds() {
        try (ChildJvm program =
                ChildJvm.start(KeepsASpare.class, "-Dpolyrhythm.spares=1", "stays")) {
            program.awaitLine("spare ");
            program.kill();
            assertGone(program);
        }
    }

    private static void assertGone(ChildJvm program) {
        long spare = Long.parseLong(program.awaitLine("spare ").substring("spare ".length()));
        Path region = Path.of(program.awaitLine("region ").substring("region ".length()));
        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(spare).isEmpty());
        Awaitility.await().atMost(LONG).until(() -> !Files.exists(region));
    }

    @Test
    void process_isListedUnderItsWorkersName() throws InterruptedException {
        ProcessWorker worker =
                Worker.ofProcess().name("left motor").start(() -> Thread.sleep(100_000));
        Path comm = Path.of("/proc", String.valueOf(worker.pid()), "comm");
        if (Files.exists(Path.of("/proc/self/comm"))) {
            Awaitility.await()
                    .atMost(LONG)
                    .untilAsserted(() -> assertThat(comm).hasContent("left motor"));
        }
        worker.kill();
        worker.join();
    }
}
