package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process does. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class ProcessWorkerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static int counter;

    @TempDir private Path directory;

    private static ProcessWorker end(ProcessWorker worker) throws InterruptedException {
        worker.join();
        return worker;
    }

    /** A worker that says when its task runs and then sleeps. */
    private static ProcessWorker startSleeping(ProcessWorker.Builder builder) {
        SharedBoolean up = SharedBoolean.create(false);
        ProcessWorker worker =
                builder.start(() -> {
                    up.set(true);
                    Thread.sleep(100_000);
                });
        Awaitility.await().atMost(LONG).until(up::get);
        return worker;
    }

    @ParameterizedTest
    @CsvSource({"0,0", "7,7", "259,3", "143,143", "137,137"})
    void exit_withCode_isTheExitCode(int code, int expected) throws InterruptedException {
        ProcessWorker worker = end(Worker.ofProcess().start(() -> System.exit(code)));

        assertThat(worker.exitCode()).hasValue(expected);
        assertThat(worker.getFailure().isPresent()).isEqualTo(expected != 0);
    }

    @Test
    void exitCode_whileItRuns_isEmpty() throws InterruptedException {
        ProcessWorker worker = startSleeping(Worker.ofProcess());
        assertThat(worker.exitCode()).isEqualTo(OptionalInt.empty());
        assertThat(worker.toHandle().isAlive()).isTrue();
        assertThat(worker.toHandle().pid()).isEqualTo(worker.pid());
        worker.kill();
        worker.join();
    }

    @Test
    void halt_withCode_isADeath() throws InterruptedException {
        ProcessWorker worker = end(Worker.ofProcess().start(() -> Runtime.getRuntime().halt(9)));

        assertThat(worker.exitCode()).hasValue(9);
        assertThat(worker.getFailure().orElseThrow())
                .isInstanceOf(WorkerDiedException.class)
                .hasMessageContaining("exitCode=9")
                .hasMessageContaining("pid=" + worker.pid());
    }

    @Test
    void terminate_runningWorker_endsBySignalAndRunsHooks() throws InterruptedException {
        SharedBoolean hook = SharedBoolean.create(false);
        SharedBoolean up = SharedBoolean.create(false);
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() -> {
                            Runtime.getRuntime().addShutdownHook(new Thread(() -> hook.set(true)));
                            up.set(true);
                            Thread.sleep(100_000);
                        });
        Awaitility.await().atMost(LONG).until(up::get);
        worker.terminate();
        worker.join();

        assertThat(worker.exitCode()).hasValue(-15);
        assertThat(hook.get()).isTrue();
        assertThat(((WorkerDiedException) worker.getFailure().orElseThrow()).signal()).hasValue(15);
    }

    @Test
    void terminate_rightAfterStart_ends() throws InterruptedException {
        ProcessWorker worker = Worker.ofProcess().start(() -> Thread.sleep(100_000));
        worker.terminate();
        worker.join();

        assertThat(worker.exitCode()).hasValue(-15);
    }

    @Test
    void kill_workerWithTree_endsAllOfIt() throws InterruptedException {
        SharedLong sleeper = SharedLong.create(0);
        SharedLong grandchild = SharedLong.create(0);
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() -> {
                            sleeper.set(new ProcessBuilder("sleep", "99").start().pid());
                            grandchild.set(
                                    Worker.ofProcess().start(() -> Thread.sleep(100_000)).pid());
                            Thread.sleep(100_000);
                        });
        Awaitility.await().atMost(LONG).until(() -> grandchild.get() != 0);
        worker.kill();
        worker.join();

        assertThat(worker.exitCode()).hasValue(-9);
        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(sleeper.get()).isEmpty());
        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(grandchild.get()).isEmpty());
    }

    @Test
    void terminate_workerWithTree_endsAllOfIt() throws InterruptedException {
        SharedLong grandchild = SharedLong.create(0);
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() ->
                                grandchild.set(
                                        Worker.ofProcess()
                                                .start(() -> Thread.sleep(100_000))
                                                .pid()));
        Awaitility.await().atMost(LONG).until(() -> grandchild.get() != 0);
        worker.terminate();
        worker.join();

        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(grandchild.get()).isEmpty());
    }

    @Test
    void terminateAndKill_beforeStart_areRefused() {
        ProcessWorker worker = Worker.ofProcess().unstarted(() -> {});

        assertThatIllegalStateException().isThrownBy(worker::terminate);
        assertThatIllegalStateException().isThrownBy(worker::kill);
        assertThatIllegalStateException().isThrownBy(worker::pid);
        assertThatIllegalStateException().isThrownBy(worker::onExit);
    }

    @Test
    void terminateAndKill_afterTheEnd_doNothing() throws InterruptedException {
        ProcessWorker worker = end(Worker.ofProcess().start(() -> {}));
        worker.terminate();
        worker.kill();

        assertThat(worker.exitCode()).hasValue(0);
        assertThat(worker.onExit().join()).isSameAs(worker);
    }

    @Test
    void signal_fromOutside_isTold() throws InterruptedException, IOException {
        ProcessWorker worker = startSleeping(Worker.ofProcess());
        new ProcessBuilder("kill", "-USR2", String.valueOf(worker.pid())).start().waitFor();
        worker.kill();
        worker.join();

        assertThat(worker.exitCode().orElseThrow()).isNegative();
    }

    @Test
    void interruptFromTerminal_isLeftToTheParent() throws InterruptedException, IOException {
        SharedInt ticks = SharedInt.create(0);
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() -> {
                            while (true) {
                                ticks.getAndAdd(1);
                                Thread.sleep(2);
                            }
                        });
        Awaitility.await().atMost(LONG).until(() -> ticks.get() > 0);
        new ProcessBuilder("kill", "-INT", String.valueOf(worker.pid())).start().waitFor();
        int before = ticks.get();
        Awaitility.await().atMost(LONG).until(() -> ticks.get() > before + 20);

        assertThat(worker.isAlive()).isTrue();
        worker.kill();
        worker.join();
    }

    @Test
    void close_running_isRefusedAndAfterwardsEveryUseIsAnError() throws InterruptedException {
        ProcessWorker worker = startSleeping(Worker.ofProcess().name("c"));
        assertThatIllegalStateException().isThrownBy(worker::close).withMessageContaining("name=c");
        worker.kill();
        worker.join();
        worker.close();
        worker.close();

        assertThatExceptionOfType(ClosedException.class).isThrownBy(worker::exitCode);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(worker::pid);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(worker::join);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(worker::start);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(worker::terminate);
        assertThat(worker.getName()).isEqualTo("c");
    }

    private static final class Stubborn extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Object ignored = new Object();

        @SuppressWarnings("serial") // on purpose
        private final Thread held = Thread.currentThread();

        @Override
        public String getMessage() {
            return "held by " + held.getName() + (ignored == null);
        }
    }

    @Test
    void exception_thatCannotTravel_isDescribed() throws InterruptedException {
        ProcessWorker worker =
                end(
                        Worker.ofProcess()
                                .name("s")
                                .start(() -> {
                                    throw new Stubborn();
                                }));

        TaskFailedException failure = (TaskFailedException) worker.getFailure().orElseThrow();
        assertThat(worker.exitCode()).hasValue(1);
        assertThat(failure.remoteClassName()).endsWith("Stubborn");
        assertThat(failure.remoteMessage()).hasValue("held by sfalse");
        assertThat(failure.remoteStackTrace()[0].getClassName()).contains("ProcessWorkerTest");
        assertThat(failure.getCause()).asString().contains("Stubborn: held by sfalse");
    }

    @Test
    void job_largerThanThePipe_arrives() throws InterruptedException {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 42;
        SharedInt last = SharedInt.create(0);
        end(Worker.ofProcess().start(() -> last.set(large[large.length - 1])));

        assertThat(last.get()).isEqualTo(42);
    }

    @Test
    void thread_startedByTask_isWaitedFor() throws InterruptedException {
        SharedInt value = SharedInt.create(0);
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() ->
                                new Thread(
                                                () -> {
                                                    try {
                                                        Thread.sleep(200);
                                                    } catch (InterruptedException e) {
                                                        return;
                                                    }
                                                    value.set(1);
                                                })
                                        .start());
        worker.join();

        assertThat(value.get()).isEqualTo(1);
    }

    @Test
    void statics_andCapturedObjects_areCopies() throws InterruptedException {
        int[] captured = {1};
        SharedInt seen = SharedInt.create(0);
        counter = 5;
        end(
                Worker.ofProcess()
                        .start(() -> {
                            seen.set(counter * 10 + captured[0]);
                            counter = 7;
                            captured[0] = 8;
                        }));

        assertThat(seen.get()).isEqualTo(1);
        assertThat(counter).isEqualTo(5);
        assertThat(captured).containsExactly(1);
    }

    @Test
    void options_arrive() throws Exception {
        Path out = directory.resolve("out.txt");
        ProcessWorker worker =
                Worker.ofProcess()
                        .maxHeap("32m")
                        .jvmArguments("-Dgiven=x y")
                        .environment(Map.of("POLY_TEST", "yes"))
                        .directory(directory)
                        .nice(5)
                        .affinity(0)
                        .output(Redirect.to(out.toFile()))
                        .start(() -> {
                            System.out.println(System.getProperty("given"));
                            System.out.println(System.getenv("POLY_TEST"));
                            System.out.println(Runtime.getRuntime().maxMemory() <= 32 << 20);
                            System.out.println(Path.of("").toRealPath());
                            System.out.println(Worker.cpuCount());
                            System.out.println(
                                    Files.readString(Path.of("/proc/self/stat"))
                                            .replaceAll(".*\\) ", "")
                                            .split(" ", -1)[16]);
                        });
        worker.join();

        assertThat(worker.getFailure()).isEmpty();
        assertThat(Files.readAllLines(out))
                .containsExactly("x y", "yes", "true", directory.toRealPath().toString(), "1", "5");
    }

    @Test
    void options_outOfRange_nameTheValue() {
        ProcessWorker.Builder builder = Worker.ofProcess();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxHeap("lots"))
                .withMessageContaining("lots");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.nice(20))
                .withMessageContaining("20");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.realtime(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.affinity());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.affinity(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.debug(70_000));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.output(Redirect.PIPE));
    }

    @Test
    void environment_ofTheParent_isInherited() throws InterruptedException {
        SharedInt same = SharedInt.create(0);
        System.setProperty("test.of.inheritance", "ä");
        String language = Locale.getDefault().toString();
        String encoding = System.getProperty("stdout.encoding");
        end(
                Worker.ofProcess()
                        .start(() -> {
                            boolean property =
                                    "ä".equals(System.getProperty("test.of.inheritance"));
                            boolean locale = language.equals(Locale.getDefault().toString());
                            boolean out = encoding.equals(System.getProperty("stdout.encoding"));
                            boolean input = System.in.read() == -1;
                            boolean assertions = ProcessWorkerTest.class.desiredAssertionStatus();
                            same.set(
                                    (property ? 1 : 0)
                                            + (locale ? 2 : 0)
                                            + (out ? 4 : 0)
                                            + (input ? 8 : 0)
                                            + (assertions ? 16 : 0));
                        }));

        assertThat(same.get()).isEqualTo(31);
    }

    @Test
    void parentProcess_inTheChild_isThisProcess() throws InterruptedException {
        SharedLong parent = SharedLong.create(0);
        end(Worker.ofProcess().start(() -> parent.set(Worker.parentProcess().orElseThrow().pid())));

        assertThat(parent.get()).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void name_ofNestedProcess_tellsTheFamily() throws InterruptedException {
        SharedBoolean nested = SharedBoolean.create(false);
        ProcessWorker worker =
                Worker.ofProcess()
                        .unstarted(() -> {
                            String name = Worker.ofProcess().unstarted(() -> {}).getName();
                            nested.set(name.equals(Worker.current().getName() + ":1"));
                        });
        worker.start();
        worker.join();

        assertThat(nested.get()).isTrue();
    }
}
