package dev.polyrhythm.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Worker.Kind;
import dev.polyrhythm.memory.spi.Region;
import dev.polyrhythm.monitor.WorkerStatus.Rogue;
import dev.polyrhythm.spi.Activity;
import dev.polyrhythm.spi.Activity.Row;
import dev.polyrhythm.spi.Activity.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** This JVM has no workers and says nothing of itself, so each test says it instead. */
class ProgramWatchTest {
    private static final long PID = ProcessHandle.current().pid();

    private final Region region = Region.current();
    private final Path file = Activity.path(region.directory(), region.self());

    @AfterEach
    void saysNothing() throws IOException {
        Files.deleteIfExists(file);
    }

    private String saidBefore(Duration age) {
        Row thread = new Row(Kind.PLATFORM, 5, State.WAITING, false, Activity.NONE, 250, "motor");
        long time = System.nanoTime() - age.toNanos();
        return new Activity(region.self(), PID, 0, "", time, List.of(thread), 3).toText();
    }

    private static RunningProgram look() {
        return new ProgramWatch()
                .look().stream().filter(program -> program.pid() == PID).findFirst().orElseThrow();
    }

    @Test
    void workers_areThoseThatTheProgramSays() throws IOException {
        Files.writeString(file, saidBefore(Duration.ZERO));
        RunningProgram program = look();
        WorkerStatus motor = program.workers().getFirst();
        assertThat(program.first().rogue()).isEmpty();
        assertThat(program.more()).isEqualTo(3);
        assertThat(program.notes()).isEmpty();
        assertThat(motor.name()).isEqualTo("motor");
        assertThat(motor.cpuPercent()).isEqualTo(25.0);
    }

    @Test
    void processWithoutAHeartBeat_isRogue() throws IOException {
        Files.writeString(file, saidBefore(Duration.ofSeconds(3)));
        assertThat(look().first().rogue()).containsExactly(Rogue.NO_HEART_BEAT);
    }

    @Test
    void fileThatIsNotWhole_isToldAndNotBelieved() throws IOException {
        String text = saidBefore(Duration.ZERO);
        Files.writeString(file, text.substring(0, text.length() / 2));
        RunningProgram program = look();
        assertThat(program.workers()).isEmpty();
        assertThat(program.notes())
                .singleElement()
                .asString()
                .contains("pid=" + PID, file.toString());
    }
}
