package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.trace.EdgeLog;
import dev.polyrhythm.gpio.trace.ProgramEdges;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One board for all processes, on the real clock: counts and order, never times. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class SharedBoardTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private static void pulseForEver(int pin) throws InterruptedException {
        try (Board board = Board.open();
                Pwm pwm = board.pwm(pin, 200)) {
            pwm.start(10);
            Thread.sleep(100_000);
        }
    }

    private static void awaitEdges(SimulatedBoard board, int pin, int more) {
        int before = board.edges(pin).size();
        Awaitility.await().atMost(LONG).until(() -> board.edges(pin).size() >= before + more);
    }

    private static void assertAlternating(List<Edge> edges) {
        for (int i = 1; i < edges.size(); i++) {
            assertThat(edges.get(i).high()).isNotEqualTo(edges.get(i - 1).high());
            assertThat(edges.get(i).nanoTime()).isGreaterThanOrEqualTo(edges.get(i - 1).nanoTime());
        }
    }

    @Test
    void pulses_ofTwoPins_comeAndStop() {
        try (SimulatedBoard board = Board.simulated();
                Pwm left = board.pwm(24, 50);
                Pwm right = board.pwm(25, 100)) {
            left.start(5);
            right.start(5);
            awaitEdges(board, 24, 20);
            left.stop();
            right.stop();
            assertThat(board.level(24)).isFalse();
            assertThat(board.level(25)).isFalse();
            assertAlternating(board.edges(24));
            assertThat(left.statistics().pulses() + left.statistics().skipped())
                    .isGreaterThanOrEqualTo(10);
            assertThat(SimulatedBoard.programStatistics())
                    .extracting(PulseStatistics::pin)
                    .contains(24, 25);
        }
    }

    @Test
    void pulses_askedForByAProcess_areMadeHereUntilItIsKilled() throws InterruptedException {
        try (SimulatedBoard board = Board.simulated()) {
            ProcessWorker worker = Worker.ofProcess().name("motor").start(() -> pulseForEver(5));
            awaitEdges(board, 5, 20);
            assertThatExceptionOfType(PinInUseException.class)
                    .isThrownBy(() -> board.output(5))
                    .withMessageContaining("holder=motor, pid=" + worker.pid());
            worker.kill();
            worker.join();

            Awaitility.await().atMost(LONG).until(() -> isFree(board, 5));
            assertThat(board.level(5)).isFalse();
            int edges = board.edges(5).size();
            awaitPulsesElsewhere(board);
            assertThat(board.edges(5)).hasSize(edges);
        }
    }

    /** Before the watch over the holders has seen that this one is dead, or while it acts. */
    @RepeatedTest(3)
    void pin_ofAKilledProcess_takenAtOnce_hasNoPulsesLeft() throws InterruptedException {
        try (SimulatedBoard board = Board.simulated()) {
            ProcessWorker worker = Worker.ofProcess().start(() -> pulseForEver(10));
            awaitEdges(board, 10, 10);
            worker.kill();
            worker.join();

            try (Output output = board.output(10)) {
                output.on();
                int edges = board.edges(10).size();
                awaitPulsesElsewhere(board);
                assertThat(board.level(10)).isTrue();
                assertThat(board.edges(10)).hasSize(edges);
            }
        }
    }

    private static boolean isFree(SimulatedBoard board, int pin) {
        try (Output output = board.output(pin)) {
            return output.pin() == pin;
        } catch (PinInUseException e) {
            return false;
        }
    }

    /** The engine goes on, and has had the time for many more edges. */
    private static void awaitPulsesElsewhere(SimulatedBoard board) {
        try (Pwm other = board.pwm(6, 200)) {
            other.start(10);
            awaitEdges(board, 6, 20);
        }
    }

    @Test
    void output_ofAProcessThatIsTerminated_isLow() throws InterruptedException {
        try (SimulatedBoard board = Board.simulated()) {
            ProcessWorker worker =
                    Worker.ofProcess()
                            .start(() -> {
                                Board.open().output(7).on();
                                Thread.sleep(100_000);
                            });
            Awaitility.await().atMost(LONG).until(() -> board.level(7));
            worker.terminate();
            worker.join();
            assertThat(board.level(7)).isFalse();
            assertThat(isFree(board, 7)).isTrue();
        }
    }

    @Test
    void input_drivenByAnotherProcess_callsItsListener() throws InterruptedException {
        List<Edge> edges = new ArrayList<>();
        try (SimulatedBoard board = Board.simulated();
                Input input = board.input(8)) {
            input.onEdge(edge -> {
                synchronized (edges) {
                    edges.add(edge);
                }
            });
            Worker.ofProcess()
                    .start(() -> {
                        try (SimulatedBoard same = Board.simulated()) {
                            same.drive(8, true);
                            same.drive(8, false);
                        }
                    })
                    .join();
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> {
                        synchronized (edges) {
                            return edges.size() == 2;
                        }
                    });
            assertAlternating(edges);
        }
    }

    @Test
    void edgeLog_followsAllPinsFromTheBeginning() {
        EdgeLog log = new ProgramEdges();
        try (SimulatedBoard board = Board.simulated();
                Output output = board.output(9)) {
            output.on();
            output.off();
            List<Edge> nine = log.drain().stream().filter(edge -> edge.pin() == 9).toList();
            assertThat(nine).hasSizeGreaterThanOrEqualTo(2).isEqualTo(board.edges(9));
            output.on();
            assertThat(log.drain()).extracting(Edge::pin).contains(9);
            assertThat(log.lost()).isZero();
        }
    }

    /** A program whose main is in the middle of everything when it is told to end. */
    static final class Busy {
        private Busy() {}

        public static void main(String[] arguments) throws Exception {
            SimulatedBoard board = Board.simulated();
            board.output(2).on();
            Worker.ofPlatform().start(() -> pulseForEver(3));
            awaitEdges(board, 3, 4);
            ShutdownPhases.register(
                    ShutdownPhases.Phase.REPORTS,
                    () -> System.out.println("low " + !board.level(2) + " " + !board.level(3)));
            System.out.println("up");
            Thread.sleep(100_000);
        }
    }

    @Test
    void program_terminated_leavesEveryLineLow() {
        try (ChildJvm program = ChildJvm.start(Busy.class)) {
            program.awaitLine("up");
            program.signal("TERM");
            assertThat(program.awaitExit()).isEqualTo(143);
            assertThat(program.lines()).contains("low true true");
        }
    }
}
