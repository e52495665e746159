package dev.polyrhythm.gpio.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user's module needs our modules and nothing else: not the jar of the annotations, which {@code
 * requires static transitive} would make every module that is compiled against ours need.
 */
@Timeout(120)
class ConsumerModuleTest {
    /** Uses and shows members whose signatures are annotated. */
    private static final String PROGRAM =
            """
            package app;

            import dev.polyrhythm.Job;
            import dev.polyrhythm.JobFunction;
            import dev.polyrhythm.TaskFailedException;
            import dev.polyrhythm.WorkerPool;
            import dev.polyrhythm.gpio.Board;
            import dev.polyrhythm.gpio.Pwm;
            import dev.polyrhythm.memory.SharedQueue;
            import java.util.List;

            public final class Program {
                private Program() {}

                public static final Job<String> JOB = () -> "a job";

                public static final JobFunction<String, Integer> LENGTH = String::length;

                public static Throwable causeOf(TaskFailedException e) {
                    return e.getCause();
                }

                public static void fill(SharedQueue<String> queue, WorkerPool pool) throws Exception {
                    queue.put(pool.submit(JOB).get());
                    queue.offer(String.valueOf(pool.map(LENGTH, List.of(queue.take()))));
                }

                public static void move() {
                    try (Board board = Board.open();
                            Pwm pwm = board.pwm(24, 50)) {
                        pwm.start(7.5);
                    }
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void consumer_withoutTheAnnotations_compilesWithoutAWarning()
            throws ClassNotFoundException, IOException, URISyntaxException {
        Path module =
                Files.writeString(
                        directory.resolve("module-info.java"),
                        "module app { requires transitive dev.polyrhythm.gpio; exports app; }");
        Path program =
                Files.writeString(
                        Files.createDirectories(directory.resolve("app")).resolve("Program.java"),
                        PROGRAM);
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int code =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                writer,
                                writer,
                                "-Xlint:all",
                                "-Werror",
                                "--module-path",
                                LibraryModules.modulePath(),
                                "-d",
                                directory.resolve("classes").toString(),
                                module.toString(),
                                program.toString());
        assertThat(output).asString().isEmpty();
        assertThat(code).isZero();
    }
}
