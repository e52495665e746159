package dev.polyrhythm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerPool;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What 'polyrhythm top' says of a program with workers of all kinds. */
@Timeout(180)
@Tag("process")
@ExtendWith(LeakCheck.class)
class TopCommandTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** The program. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws Exception {
            Worker.ofProcess().name("lonely").start(Program::sleep);
            Worker.ofPlatform().name("busy").start(Program::spin);
            Worker.ofVirtual().name("light").start(Program::sleep);
            WorkerPool pool = WorkerPool.builder(Worker.Kind.PROCESS).name("crew").size(1).build();
            pool.submit(() -> 1).get();
            pool.submit(() -> 2).get();
            WorkerPool threads =
                    WorkerPool.builder(Worker.Kind.PLATFORM)
                            .name("deaf")
                            .size(1)
                            .grace(Duration.ofMillis(1))
                            .build();
            var _ =
                    threads.submit(
                            () -> {
                                spin();
                                return 0;
                            },
                            Duration.ofMillis(50));
            System.in.read();
            System.exit(0);
        }

        private static void sleep() throws InterruptedException {
            Thread.sleep(200_000);
        }

        /** Deaf to an interrupt, but kind to the machine. */
        private static void spin() {
            long end = System.nanoTime() + Duration.ofSeconds(200).toNanos();
            while (System.nanoTime() < end) {
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        }
    }

    private static String top(String... options) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[options.length + 1];
        arguments[0] = "top";
        System.arraycopy(options, 0, arguments, 1, options.length);
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(out))
                        .execute(arguments);
        assertThat(code).as(out.toString()).isZero();
        return out.toString();
    }

    /** The part of the document that is about a program. */
    private static String programOf(long pid, String json) {
        int from = json.indexOf("{\"pid\":" + pid + ",\"command\"");
        if (from < 0) {
            return "";
        }
        int to = json.indexOf("{\"pid\":", from + 1);
        return to < 0 ? json.substring(from) : json.substring(from, to);
    }

    private static String worker(String name, String program) {
        Matcher matcher =
                Pattern.compile("\\{\"kind\":\"[a-z]+\",\"name\":\"" + name + "\"[^{}]*}")
                        .matcher(program);
        return matcher.find() ? matcher.group() : "";
    }

    private static void await(long pid, java.util.function.Predicate<String> condition) {
        Awaitility.await().atMost(LONG).until(() -> condition.test(programOf(pid, top("--json"))));
    }

    private static void signal(long pid, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor())
                .isZero();
    }

    private static long pidOf(String worker) {
        Matcher matcher = Pattern.compile("\"pid\":(\\d+)").matcher(worker);
        assertThat(matcher.find()).as(worker).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void program_withWorkersOfAllKinds_isShownUntilItIsKilled() throws Exception {
        try (ChildJvm program = ChildJvm.start(Map.of(), Program.class.getName())) {
            long pid = program.handle().pid();
            await(
                    pid,
                    p ->
                            worker("crew-1", p).contains("\"state\":\"idle\"")
                                    && worker("deaf-1", p).contains("\"rogue\":[\"given-up\"]")
                                    && worker("lonely", p).matches(".*\"heartBeatMillis\":\\d.*"));
            String shown = programOf(pid, top("--json"));

            assertThat(worker("crew-1", shown)).contains("\"kind\":\"process\"", "\"tasks\":2");
            assertThat(worker("light", shown))
                    .contains("\"kind\":\"virtual\"", "\"state\":\"waiting\"", "\"pid\":" + pid);
            assertThat(worker("busy", shown)).contains("\"kind\":\"platform\"", "\"rogue\":[]");
            assertThat(worker("lonely", shown))
                    .contains("\"state\":\"running\"", "\"threadId\":null", "\"rogue\":[]")
                    .containsPattern("\"cpuPercent\":\\d")
                    .containsPattern("\"residentBytes\":\\d{7,}");
            assertThat(top("--once").lines())
                    .anyMatch(line -> line.startsWith("program " + pid + "  "))
                    .anyMatch(line -> line.matches("! platform +deaf-1 .*"))
                    .allMatch(line -> line.length() <= 80);

            long lonely = pidOf(worker("lonely", shown));
            signal(lonely, "STOP");
            await(pid, p -> worker("lonely", p).contains("\"rogue\":[\"stopped\"]"));
            signal(lonely, "KILL");
            await(pid, p -> worker("lonely", p).isEmpty());

            program.kill();
            await(pid, String::isEmpty);
        }
    }
}
