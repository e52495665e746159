package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Rhythm;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.Worker;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rhythm and a board on one virtual clock: edges and set points to the nanosecond. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class RhythmBoardTest {
    private static final long MILLI = 1_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void output_toggledByARhythm_movesAtEachDeadline() throws InterruptedException {
        Output output = board.output(17);
        Rhythm rhythm = Rhythm.every(Duration.ofMillis(7)).clock(clock).maxBeats(1_000);
        Worker worker = Worker.ofPlatform().start(() -> rhythm.run(beat -> output.toggle()));
        clock.awaitSleepers(1);
        clock.advance(Duration.ofSeconds(10));
        worker.join();

        List<Edge> edges = board.edges(17);
        assertThat(edges).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            assertThat(edges.get(i)).isEqualTo(new Edge(17, i % 2 == 0, 7 * MILLI * i));
        }
    }

    /** A beat changes the pulses, so it uses the clock that waits for it. */
    @Test
    void dutyCycles_setByARhythm_areTheWidthsOfTheNextPulses() throws InterruptedException {
        Pwm pwm = board.pwm(24, 50);
        Rhythm rhythm = Rhythm.every(Duration.ofMillis(500)).clock(clock).maxBeats(9);
        Worker worker =
                Worker.ofVirtual()
                        .start(() -> rhythm.run(beat -> pwm.start(3 + (int) beat.number())));
        clock.awaitSleepers(1);
        clock.advance(Duration.ofNanos(4_499_999_999L));
        worker.join();

        List<Long> expected = new ArrayList<>();
        for (int dutyCycle = 3; dutyCycle < 12; dutyCycle++) {
            for (int i = 0; i < 25; i++) {
                expected.add(dutyCycle * 200_000L);
            }
        }
        // a beat comes after the rise of its moment, so that its width is that of the next pulse
        expected.addFirst(600_000L);
        expected.removeLast();
        assertThat(widths()).isEqualTo(expected);
    }

    private List<Long> widths() {
        List<Edge> edges = board.edges(24);
        List<Long> widths = new ArrayList<>();
        for (int i = 0; i + 1 < edges.size(); i += 2) {
            widths.add(edges.get(i + 1).nanoTime() - edges.get(i).nanoTime());
        }
        return widths;
    }
}
