package dev.polyrhythm.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Input;
import dev.polyrhythm.gpio.Output;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.gpio.Servo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The API on a GPIO chip of Linux: what a program does is what the wires show. */
@Timeout(120)
@Tag("rig")
class LinuxBoardTest {
    private final SimulatedChip wires = SimulatedChip.ofGuest();
    private final Board board = Board.open("linux:sim0");

    @AfterEach
    void close() {
        board.close();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
    }

    @Test
    void output_drivesItsLineAndLeavesItLow() {
        wires.pull(2, true);
        Output output = board.output(2);
        assertThat(wires.level(2)).as("low at first").isFalse();
        output.on();
        assertThat(wires.level(2)).isTrue();
        assertThat(output.get()).isTrue();
        output.toggle();
        assertThat(wires.level(2)).isFalse();
        output.on();
        output.close();
        assertThat(wires.level(2)).as("pulled up again, as nothing drives it").isTrue();
        assertThat(output.get()).isFalse();
        wires.pull(2, false);
        assertThat(wires.level(2)).isFalse();
    }

    @Test
    void board_thatIsClosed_leavesItsLines() {
        Board other = Board.open("linux:" + wires.name());
        other.output(3).on();
        assertThat(wires.level(3)).isTrue();
        other.close();
        assertThat(wires.level(3)).isFalse();
        board.output(3).close();
    }

    @Test
    void pin_thatIsHeld_namesItsHolder() {
        String name = Worker.current().getName();
        try (Board other = Board.open("linux:/dev/" + wires.name());
                Input held = other.input(4)) {
            assertThat(held.get()).isFalse();
            assertThatExceptionOfType(PinInUseException.class)
                    .isThrownBy(() -> board.output(4))
                    .withMessage(
                            "the pin is in use, close it there first: pin=4, holder="
                                    + (name.isBlank() ? "polyrhythm" : name));
        }
        board.output(4).close();
    }

    @Test
    void input_callsListenersForEachEdgeInOrder() {
        Input input = board.input(5);
        List<Edge> edges = new CopyOnWriteArrayList<>();
        List<Edge> rises = new CopyOnWriteArrayList<>();
        wires.pull(5, true); // before the first listener
        input.onEdge(edges::add);
        input.onRise(rises::add);
        long before = System.nanoTime();
        for (int i = 1; i <= 10; i++) {
            wires.pull(5, i % 2 == 0);
            int expected = i;
            await(() -> edges.size() == expected);
            assertThat(input.get()).isEqualTo(i % 2 == 0);
        }
        assertThat(edges)
                .extracting(Edge::high)
                .containsExactly(false, true, false, true, false, true, false, true, false, true);
        assertThat(edges).extracting(Edge::pin).containsOnly(5);
        assertThat(edges).extracting(Edge::nanoTime).isSorted();
        assertThat(edges.getFirst().nanoTime()).isBetween(before, System.nanoTime());
        assertThat(rises).hasSize(5);
        wires.pull(5, false);
    }

    @Test
    void listener_thatWaits_holdsUpNoOtherPinAndLosesNoEdge() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Edge> slow = new CopyOnWriteArrayList<>();
        List<Edge> quick = new CopyOnWriteArrayList<>();
        board.input(6)
                .onEdge(edge -> {
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    slow.add(edge);
                });
        board.input(7).onEdge(quick::add);
        for (int i = 1; i <= 10; i++) {
            wires.pull(6, i % 2 == 1);
            wires.pull(7, i % 2 == 1);
            int expected = i;
            await(() -> quick.size() == expected);
        }
        assertThat(slow).isEmpty();
        goOn.countDown();
        await(() -> slow.size() == 10);
    }

    @Test
    void input_closedByItsOwnListener_isReleased() {
        Input input = board.input(8);
        input.onEdge(edge -> input.close());
        wires.pull(8, true);
        await(() -> isFree(8));
        wires.pull(8, false);
    }

    private boolean isFree(int pin) {
        try (Output output = board.output(pin)) {
            return !output.get();
        } catch (PinInUseException e) {
            return false;
        }
    }

    @Test
    void pulses_moveTheLineUntilTheyAreStopped() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(50);
        await(() -> wires.level(24));
        await(() -> !wires.level(24));
        pwm.setDutyCycle(100);
        await(() -> wires.level(24) && pwm.statistics().pulses() > 0);
        pwm.stop();
        assertThat(wires.level(24)).isFalse();
        long counted = pwm.statistics().pulses();
        pwm.start(100);
        await(() -> wires.level(24));
        pwm.close();
        assertThat(wires.level(24)).isFalse();
        assertThat(pwm.statistics().pulses()).isEqualTo(counted);
        try (Output output = board.output(24)) {
            output.on();
            assertThat(wires.level(24)).as("not the engine's any more").isTrue();
        }
    }

    @Test
    void pulsesOfTwoPins_comeFromOneEngine() {
        try (Pwm left = board.pwm(24, 50);
                Servo right = board.servo(25)) {
            left.start(5);
            right.setAngle(90);
            await(() -> left.statistics().pulses() >= 10);
            await(() -> right.pwm().statistics().pulses() >= 10);
            assertThat(left.statistics().narrowest()).isEqualTo(Duration.ofMillis(1));
            assertThat(right.pwm().statistics().widest()).isEqualTo(Duration.ofNanos(1_500_000));
        }
        assertThat(wires.level(24)).isFalse();
        assertThat(wires.level(25)).isFalse();
    }

    @Test
    void chip_thatIsNotThere_listsThoseThatAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Board.open("linux:sim9"))
                .withMessageEndingWith("chip=sim9, chips=%s (label sim0, 32 lines)", wires.name());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Board.open("linux"))
                .withMessageContaining("no chip of a Raspberry Pi");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Board.open("linux:/dev/null"))
                .withMessage("the file is no GPIO chip: file=/dev/null");
    }

    @Test
    void raspberryPisChip_isFoundByItsLabel() {
        try (SimulatedChip chip = SimulatedChip.create("pinctrl-bcm2711", 58)) {
            try (Board own = Board.open("linux");
                    Output output = own.output(27)) {
                output.on();
                assertThat(chip.level(27)).isTrue();
            }
        }
    }

    @Test
    void pin_beyondTheChipsLines_isRefused() {
        try (SimulatedChip chip = SimulatedChip.create("small", 4)) {
            try (Board small = Board.open("linux:small")) {
                small.output(3).on();
                assertThat(chip.level(3)).isTrue();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> small.output(4))
                        .withMessage(
                                "the GPIO chip has no such line: pin=4, chip=/dev/%s, lines=4",
                                chip.name());
            }
        }
    }

    @Test
    void chip_thatDisappears_isAClearErrorAndHoldsUpNothing() {
        SimulatedChip chip = SimulatedChip.create("gone", 8);
        try (Board gone = Board.open("linux:gone")) {
            Output output = gone.output(1);
            Input input = gone.input(2);
            input.onEdge(edge -> {});
            Pwm pwm = gone.pwm(3, 50);
            pwm.start(50);
            output.on();
            chip.unplug();
            assertGone(output::off);
            assertGone(input::get);
            await(() -> isGone(() -> pwm.setDutyCycle(20)));
            assertGone(() -> gone.input(4));
        }
        chip.close();
    }

    private static void assertGone(Runnable use) {
        assertThatExceptionOfType(BoardException.class)
                .isThrownBy(use::run)
                .withMessageStartingWith("the GPIO chip has gone, open the board again");
    }

    private static boolean isGone(Runnable use) {
        try {
            use.run();
            return false;
        } catch (BoardException e) {
            return true;
        }
    }
}
