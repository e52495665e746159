package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The level of an input that nothing drives. */
@Timeout(60)
class PullTest {
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(new VirtualClock());

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void input_thatNothingDrives_hasTheLevelOfItsPull() {
        assertThat(board.input(2, Pull.UP).get()).isTrue();
        assertThat(board.input(3, Pull.DOWN).get()).isFalse();
        assertThat(board.input(4, Pull.NONE).get()).isFalse();
        assertThat(board.input(5).get()).isFalse();
    }

    @Test
    void input_letGo_returnsToItsPull() {
        Input up = board.input(2, Pull.UP);
        Input none = board.input(4, Pull.NONE);
        board.drive(2, false);
        board.drive(4, true);
        assertThat(up.get()).isFalse();
        board.undrive(2);
        board.undrive(4);
        assertThat(up.get()).isTrue();
        assertThat(none.get()).isTrue();
    }

    @Test
    void input_drivenBeforeItIsOpened_keepsThatLevel() {
        board.drive(2, false);
        assertThat(board.input(2, Pull.UP).get()).isFalse();
        board.undrive(2);
        assertThat(board.level(2)).isTrue();
    }

    @Test
    void pull_switchedOn_isNoEdgeOfTheInput() {
        Input input = board.input(2, Pull.UP);
        List<Edge> edges = new CopyOnWriteArrayList<>();
        input.onEdge(edges::add);
        board.drive(2, false);
        Awaitility.await().until(() -> !edges.isEmpty());
        assertThat(edges).containsExactly(new Edge(2, false, 0));
    }

    @Test
    void output_afterAPulledInput_isLowAndStaysWhereItIsSet() {
        board.input(2, Pull.UP).close();
        Output output = board.output(2);
        assertThat(output.get()).isFalse();
        board.undrive(2);
        assertThat(output.get()).isFalse();
    }

    @Test
    void input_onThePinOfADeadProcess_hasTheLevelOfItsPull() {
        board.pwm(2, 50).start(50);
        board.backend().memory().open(2).set(PinLayout.HOLDER, 99);
        assertThat(board.input(2, Pull.UP).get()).isTrue();
    }

    @Test
    void input_ofNoSuchPinOrAPinInUse_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> board.input(28, Pull.UP))
                .withMessage("a pin is a BCM number from 0 to 27: pin=28");
        board.output(2);
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> board.input(2, Pull.UP));
    }
}
