package dev.polyrhythm.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.monitor.Activity.Row;
import dev.polyrhythm.monitor.Activity.State;
import dev.polyrhythm.monitor.WorkerStatus.Rogue;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A program that has no workers says nothing of itself, so each test says it instead. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class ProgramMonitorTest {
    private final ChildJvm program = ChildJvm.start(Program.class);
    private final String[] place = program.awaitLine("place ").split(" ", 3);
    private final long participant = Long.parseLong(place[1]);
    private final Path file = Activity.path(Path.of(place[2]), participant);

    /** Says where its file would be, and waits. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            Region region = Region.current();
            System.out.println("place " + region.self() + " " + region.directory());
            Thread.currentThread().join();
        }
    }

    @AfterEach
    void endProgram() {
        program.handle().destroy(); // it removes its region
        program.awaitExit();
        program.close();
    }

    private long pid() {
        return program.handle().pid();
    }

    private String saidBefore(Duration age) {
        Row thread =
                new Row(WorkerKind.PLATFORM, 5, State.WAITING, false, Activity.NONE, 250, "motor");
        long time = System.nanoTime() - age.toNanos();
        return new Activity(participant, pid(), 0, "", time, List.of(thread), 3).toText();
    }

    private RunningProgram look() {
        return new ProgramMonitor()
                .look().stream().filter(seen -> seen.pid() == pid()).findFirst().orElseThrow();
    }

    @Test
    void workers_areThoseThatTheProgramSays() throws IOException {
        Files.writeString(file, saidBefore(Duration.ZERO));
        RunningProgram seen = look();
        WorkerStatus motor = seen.workers().getFirst();
        assertThat(seen.first().rogue()).isEmpty();
        assertThat(seen.more()).isEqualTo(3);
        assertThat(seen.notes()).isEmpty();
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
        RunningProgram seen = look();
        assertThat(seen.workers()).isEmpty();
        assertThat(seen.notes())
                .singleElement()
                .asString()
                .contains("pid=" + pid(), file.toString());
    }
}
