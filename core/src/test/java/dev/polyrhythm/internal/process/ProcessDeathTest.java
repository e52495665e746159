package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.child.ExitRecord;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.OomKills;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a process that did not return. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
@SuppressWarnings("serial") // tasks call what only the test has
class ProcessDeathTest {
    @TempDir private Path root;

    private static WorkerDiedException death(ProcessWorker worker) throws InterruptedException {
        worker.join();
        return (WorkerDiedException) worker.getFailure().orElseThrow();
    }

    @SuppressWarnings("restricted") // that is the point
    private static void crash() {
        System.out.println(
                MemorySegment.ofAddress(8).reinterpret(64).get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void nativeCrash_isToldWithSignalAndPlace_andLeavesNoFile()
            throws InterruptedException, IOException {
        WorkerDiedException death = death(Worker.ofProcess().start(ProcessDeathTest::crash));

        assertThat(death.signal()).hasValue(11);
        assertThat(death)
                .hasMessageContaining("SIGSEGV")
                .hasMessageContaining("pid=" + death.pid());
        try (Stream<Path> files = Files.list(Region.current().directory())) {
            assertThat(files).noneMatch(file -> file.toString().contains("hs_err"));
        }
    }

    private static void fillMemory() {
        List<long[]> all = new ArrayList<>();
        while (all.size() < 1_000_000) {
            all.add(new long[1 << 16]);
        }
    }

    @Test
    void outOfMemory_hasACodeOfItsOwnAndTheErrorAsCause() throws InterruptedException {
        WorkerDiedException death =
                death(Worker.ofProcess().maxHeap("16m").start(ProcessDeathTest::fillMemory));

        assertThat(death.exitCode()).isEqualTo(ExitRecord.OUT_OF_MEMORY);
        assertThat(death).hasMessageContaining("out of memory");
        assertThat(death)
                .hasCauseInstanceOf(TaskFailedException.class)
                .hasStackTraceContaining("java.lang.OutOfMemoryError");
    }

    @Test
    void refusedOption_isToldInTheJvmsOwnWords() throws InterruptedException {
        WorkerDiedException death =
                death(Worker.ofProcess().jvmArguments("-XX:NoSuchOption=1").start(() -> {}));

        assertThat(death).hasMessageContaining("NoSuchOption").hasMessageContaining("exitCode=1");
    }

    @Test
    void exitWithOne_thatIsNoRefusal_isNotTakenForOne() throws InterruptedException {
        WorkerDiedException death =
                death(
                        Worker.ofProcess()
                                .jvmArguments("-Da=b")
                                .start(() -> Runtime.getRuntime().halt(1)));

        assertThat(death.getMessage()).startsWith("the worker died: name=");
    }

    @Test
    void noJava_isSaidAtTheStart() {
        String home = System.getProperty("java.home");
        System.setProperty("java.home", root.toString());
        System.setProperty(SpareJvms.LIMIT, "0"); // one that is ready needs no java
        try {
            ProcessWorker worker = Worker.ofProcess().unstarted(() -> {});
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(worker::start)
                    .withMessageContaining("there is no java to run: file=" + root);
        } finally {
            System.clearProperty(SpareJvms.LIMIT);
            System.setProperty("java.home", home);
        }
    }

    @Test
    void crashReport_isTheSignalAndTheFrame() {
        HsErrReport report =
                HsErrReport.parse(
                        List.of(
                                "#",
                                "# A fatal error has been detected by the Java Runtime Environment:",
                                "#",
                                "#  SIGBUS (0x7) at pc=0x00007f, pid=1, tid=2",
                                "#",
                                "# Problematic frame:",
                                "# C  [libc.so.6+0x1]",
                                "",
                                "# not of the head"));

        assertThat(report.text())
                .isEqualTo("SIGBUS (0x7) at pc=0x00007f, pid=1, tid=2, at C  [libc.so.6+0x1]");
        assertThat(report.signal()).hasValue(7);
        assertThat(HsErrReport.parse(List.of("#")).signal()).isEmpty();
    }

    @Test
    void oomKills_areReadFromTheControlGroup() throws IOException {
        Path group = Files.createDirectories(root.resolve("sys/fs/cgroup/a/b"));
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/cgroup"), "1:name=x:/y\n0::/a/b\n");
        assertThat(OomKills.count(root)).isZero();
        Files.writeString(group.resolve("memory.events"), "low 0\noom 3\noom_kill 2\n");

        assertThat(OomKills.count(root)).isEqualTo(2);
    }
}
