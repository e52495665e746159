package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs, inputs, and what is refused. */
@Timeout(60)
class PinTest {
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void output_isLowAtFirstAndDoesWhatItIsTold() {
        Output output = board.output(17);
        assertThat(output.get()).isFalse();
        output.on();
        output.on();
        clock.advance(Duration.ofNanos(5));
        output.toggle();
        output.toggle();
        output.off();
        assertThat(output.pin()).isEqualTo(17);
        assertThat(board.edges(17))
                .containsExactly(
                        new Edge(17, true, 0),
                        new Edge(17, false, 5),
                        new Edge(17, true, 5),
                        new Edge(17, false, 5));
    }

    @Test
    void input_drivenFromOutside_callsListenersInOrder() {
        Input button = board.input(3);
        List<Edge> edges = new CopyOnWriteArrayList<>();
        List<Edge> rises = new CopyOnWriteArrayList<>();
        List<Edge> falls = new CopyOnWriteArrayList<>();
        button.onEdge(edges::add);
        button.onRise(rises::add);
        button.onFall(falls::add);
        board.drive(3, true);
        clock.advance(Duration.ofNanos(7));
        board.drive(3, false);
        board.drive(3, false);

        Edge rise = new Edge(3, true, 0);
        Edge fall = new Edge(3, false, 7);
        Awaitility.await().until(() -> falls.size() == 1);
        assertThat(edges).containsExactly(rise, fall);
        assertThat(rises).containsExactly(rise);
        assertThat(falls).containsExactly(fall);
        assertThat(button.get()).isFalse();
    }

    @Test
    void input_listenerThatThrows_doesNotStopTheOthers() {
        Input button = board.input(3);
        List<Edge> edges = new CopyOnWriteArrayList<>();
        button.onEdge(edge -> {
            throw new IllegalStateException("on purpose, to be seen in the test's output");
        });
        button.onEdge(edges::add);
        board.drive(3, true);
        Awaitility.await().dontCatchUncaughtExceptions().until(() -> edges.size() == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 28, Integer.MAX_VALUE})
    void pin_thatIsNotThere_isRefused(int pin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.output(pin))
                .withMessage("a pin is a BCM number from 0 to 27: pin=" + pin);
        assertThatIllegalArgumentException().isThrownBy(() -> board.input(pin));
        assertThatIllegalArgumentException().isThrownBy(() -> board.pwm(pin, 50));
        assertThatIllegalArgumentException().isThrownBy(() -> board.level(pin));
    }

    @ParameterizedTest
    @ValueSource(doubles = {150, -0.1, 100.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void dutyCycle_outOfRange_isRefused(double dutyCycle) {
        Pwm pwm = board.pwm(24, 50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pwm.start(dutyCycle))
                .withMessage("duty cycle must be 0.0 to 100.0: dutyCycle=" + dutyCycle);
        assertThatIllegalArgumentException().isThrownBy(() -> pwm.setDutyCycle(dutyCycle));
        assertThat(pwm.getDutyCycle()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -50, Double.NaN, Double.POSITIVE_INFINITY, 1e-300})
    void frequency_outOfRange_isRefusedAndThePinStaysFree(double frequencyHz) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.pwm(24, frequencyHz))
                .withMessageContaining("frequencyHz=" + frequencyHz);
        board.pwm(24, 50).close();
    }

    @Test
    void pulseWidth_outOfRange_isRefused() {
        Pwm pwm = board.pwm(24, 50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pwm.setPulseWidth(Duration.ofMillis(21)))
                .withMessage("pulse width must be 0 to the period: width=PT0.021S, period=PT0.02S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pwm.setPulseWidth(Duration.ofNanos(-1)));
        pwm.setPulseWidth(Duration.ofMillis(20));
        assertThat(pwm.getDutyCycle()).isEqualTo(100);
        assertThat(pwm.getPulseWidth()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void servo_outOfRange_isRefused() {
        Duration one = Duration.ofMillis(1);
        Duration two = Duration.ofMillis(2);
        assertThatIllegalArgumentException().isThrownBy(() -> board.servo(1, two, one));
        assertThatIllegalArgumentException().isThrownBy(() -> board.servo(1, Duration.ZERO, one));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.servo(1, one, Duration.ofMillis(21)));
        Servo servo = board.servo(1, one, two);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> servo.setAngle(181))
                .withMessage("angle must be 0.0 to 180.0: degrees=181.0");
        assertThatIllegalArgumentException().isThrownBy(() -> servo.setAngle(Double.NaN));
        servo.close();
        board.output(1).close();
    }

    @Test
    void pin_inUse_namesItsHolderUntilItIsClosed() {
        Pwm pwm = board.pwm(24, 50);
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> board.output(24))
                .withMessageContaining("pin=24")
                .withMessageContaining("holder=" + Thread.currentThread().getName())
                .withMessageContaining("pid=" + ProcessHandle.current().pid());
        pwm.close();
        pwm.close();
        board.output(24).close();
    }

    @Test
    void use_afterClose_isRefused() {
        Output output = board.output(1);
        Input input = board.input(2);
        Pwm pwm = board.pwm(3, 50);
        board.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(output::on)
                .withMessage("the pin is closed: pin=1");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(input::get);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> pwm.start(5));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(pwm::stop);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> board.output(4));
    }

    @Test
    void board_onAVirtualClock_tellsItsClock() {
        assertThat(board.clock()).isSameAs(clock);
    }

    @Test
    void board_ofAnotherName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Board.open("moon"))
                .withMessage(
                        "a board is called simulated, linux (a Raspberry Pi's) or linux:CHIP:"
                                + " board=moon");
    }
}
