package dev.polyrhythm.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.memory.SharedEvent;
import dev.polyrhythm.memory.SharedLong;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines of a GPIO chip that several processes of a program hold. */
@Timeout(300)
@Tag("rig")
class LinuxBoardProcessTest {
    private static final String BOARD = "linux:sim0";
    private static final int KILLS = Integer.getInteger("polyrhythm.kills", 3);

    private final SimulatedChip wires = SimulatedChip.ofGuest();

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition::getAsBoolean);
    }

    /** Holds a line high, and another one with pulses. */
    private static void hold(int pin, int pulsed) throws InterruptedException {
        try (Board board = Board.open(BOARD);
                Output output = board.output(pin);
                Pwm pwm = board.pwm(pulsed, 50)) {
            output.on();
            pwm.start(100);
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    /** Makes pulses until it is told to end. */
    private static void pulse(int pin, SharedLong pulses, SharedEvent end)
            throws InterruptedException {
        try (Board board = Board.open(BOARD);
                Pwm pwm = board.pwm(pin, 100)) {
            pwm.start(20);
            while (!end.await(Duration.ofMillis(20))) {
                pulses.set(pwm.statistics().pulses());
            }
        }
    }

    @Test
    void process_thatIsKilled_losesItsLines() throws InterruptedException {
        try (Board board = Board.open(BOARD)) {
            for (int i = 0; i < KILLS; i++) {
                ProcessWorker motor =
                        Worker.ofProcess().name("motor-" + i).start(() -> hold(20, 21));
                await(() -> wires.level(20) && wires.level(21));
                assertThatExceptionOfType(PinInUseException.class)
                        .isThrownBy(() -> board.output(20))
                        .withMessageEndingWith("pin=20, holder=motor-" + i);
                motor.kill();
                motor.join();
                await(() -> !wires.level(20) && !wires.level(21));
                board.output(20).close();
                board.pwm(21, 50).close();
            }
        }
    }

    @Test
    void process_thatIsTerminated_leavesItsLinesLow() throws InterruptedException {
        ProcessWorker motor = Worker.ofProcess().name("motor").start(() -> hold(22, 23));
        await(() -> wires.level(22) && wires.level(23));
        motor.terminate();
        motor.join();
        assertThat(wires.level(22)).isFalse();
        assertThat(wires.level(23)).isFalse();
    }

    @Test
    void twoProcesses_haveTheirOwnPinsAndEngines() throws InterruptedException {
        SharedLong left = SharedLong.create(0);
        SharedLong right = SharedLong.create(0);
        SharedEvent end = SharedEvent.create();
        ProcessWorker first = Worker.ofProcess().name("left").start(() -> pulse(24, left, end));
        ProcessWorker second = Worker.ofProcess().name("right").start(() -> pulse(25, right, end));
        await(() -> left.get() >= 3 && right.get() >= 3);
        await(() -> wires.level(24));
        await(() -> wires.level(25));
        end.set();
        first.join();
        second.join();
        assertThat(first.exitCode()).hasValue(0);
        assertThat(second.exitCode()).hasValue(0);
        assertThat(wires.level(24)).isFalse();
        assertThat(wires.level(25)).isFalse();
    }
}
