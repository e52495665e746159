package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine when it is called too late, as happens on a busy machine. */
@Timeout(10)
class PulseTrainTest {
    private static final long PERIOD = 20_000_000;
    private static final long WIDTH = 1_500_000;
    private static final long LATE = PulseTrain.LATE_NANOS;

    private final BoardMemory board = BoardMemory.ofOneProcess();
    private final PinMemory pin = board.open(24);
    private final Line line = new Line(pin);
    private final PulseEngine engine = new PulseEngine(board);

    @BeforeEach
    void start() {
        pin.set(PinLayout.PULSED, 1);
        engine.findPins();
        SetPoint.write(pin, PERIOD, WIDTH, true);
        engine.runDue(engine.nextDeadline(0)); // rises at 0
    }

    @Test
    void rise_late_widthIsCountedFromTheRise() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATE);
        assertThat(line.level()).isTrue();
        assertThat(engine.nextDeadline(PERIOD + LATE)).isEqualTo(PERIOD + LATE + WIDTH);
        engine.runDue(PERIOD + LATE + WIDTH);
        assertThat(engine.nextDeadline(PERIOD + LATE + WIDTH)).isEqualTo(2 * PERIOD);
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();
        assertThat(pin.get(PinLayout.ERROR_MAX)).isZero();
    }

    @Test
    void rise_tooLate_isSkippedAndThePhaseStays() {
        engine.runDue(WIDTH);
        engine.runDue(PERIOD + LATE + 1);
        assertThat(line.level()).isFalse();
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(1);
        assertThat(engine.nextDeadline(PERIOD + LATE + 1)).isEqualTo(2 * PERIOD);
    }

    @Test
    void rises_missedInARow_areAllCounted() {
        engine.runDue(WIDTH);
        engine.runDue(4 * PERIOD + LATE + 1);
        assertThat(pin.get(PinLayout.SKIPPED)).isEqualTo(4);
        assertThat(engine.nextDeadline(0)).isEqualTo(5 * PERIOD);
    }

    @Test
    void fall_tooLate_isStretchedAndTheNextIsWhole() {
        engine.runDue(WIDTH + LATE + 1);
        assertThat(pin.get(PinLayout.STRETCHED)).isEqualTo(1);
        assertThat(pin.get(PinLayout.ERROR_MAX)).isEqualTo(LATE + 1);
        engine.runDue(PERIOD);
        assertThat(engine.nextDeadline(PERIOD)).isEqualTo(PERIOD + WIDTH);
    }

    @Test
    void setPoint_ofAWriterThatWasKilled_isIgnored() {
        pin.set(PinLayout.VERSION, pin.get(PinLayout.VERSION) | 1); // killed after the first store
        pin.set(PinLayout.WIDTH, 7);
        engine.runDue(WIDTH);
        engine.runDue(PERIOD);
        assertThat(engine.nextDeadline(PERIOD)).isEqualTo(PERIOD + WIDTH);

        SetPoint.write(pin, PERIOD, WIDTH / 2, true); // the next holder's
        engine.runDue(PERIOD + WIDTH);
        engine.runDue(2 * PERIOD);
        assertThat(engine.nextDeadline(2 * PERIOD)).isEqualTo(2 * PERIOD + WIDTH / 2);
    }

    @Test
    void cutAll_leavesTheLineLow() {
        assertThat(engine.isInPulse()).isTrue();
        engine.cutAll(1);
        assertThat(line.level()).isFalse();
        assertThat(engine.isInPulse()).isFalse();
    }

    @Test
    void edge_whoseWriterWasKilled_costsNothingButItself() {
        PinLayout.WORD.setVolatile(pin.entry(), PinLayout.LINE, 4L); // edge 2 taken, not recorded
        EdgeCursor cursor = new EdgeCursor(pin, 1);
        long[] seen = {0};
        for (int i = 0; i < 100; i++) {
            cursor.drain(edge -> seen[0]++);
        }
        line.set(true, 99);
        cursor.drain(edge -> seen[0]++);
        assertThat(seen[0]).isEqualTo(2);
        assertThat(cursor.lost()).isEqualTo(1);
    }

    @Test
    void edges_afterOneWhoseWriterWasKilled_areReadAtOnce() {
        PinLayout.WORD.setVolatile(pin.entry(), PinLayout.LINE, 4L); // edge 2 taken, not recorded
        line.set(true, 99);
        List<Edge> edges = new ArrayList<>();
        EdgeCursor cursor = new EdgeCursor(pin, 1);
        cursor.drain(edges::add);
        assertThat(edges).containsExactly(new Edge(24, true, 0), new Edge(24, true, 99));
        assertThat(cursor.lost()).isEqualTo(1);
    }

    @Test
    void steadyLine_engineLate_skipsNothing() {
        SetPoint.write(pin, PERIOD, PERIOD, true);
        engine.runDue(WIDTH);
        engine.runDue(PERIOD);
        engine.runDue(4 * PERIOD + LATE + 1);
        assertThat(line.level()).isTrue();
        assertThat(pin.get(PinLayout.SKIPPED)).isZero();

        SetPoint.write(pin, PERIOD, WIDTH, true);
        engine.runDue(5 * PERIOD);
        assertThat(engine.nextDeadline(5 * PERIOD)).isEqualTo(5 * PERIOD + WIDTH);
    }

    @Test
    void loop_onceWarm_allocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long now = pulses(0, 10);
        long before = threads.getCurrentThreadAllocatedBytes();
        pulses(now, 1_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }

    private long pulses(long now, int count) {
        for (int edge = 0; edge < 2 * count; edge++) {
            engine.findPins();
            now = engine.nextDeadline(now);
            engine.runDue(now);
        }
        return now;
    }
}
