package dev.polyrhythm.gpio.internal.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseEngine;
import dev.polyrhythm.gpio.internal.pulse.SetPoint;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine must not make work for the garbage collector, which would delay its pulses. */
@Timeout(10)
class PulseAllocationTest {
    private final BoardMemory board = BoardMemory.ofOneProcess();
    private final PinMemory pin = board.open(24);
    private final PulseEngine engine = new PulseEngine(board, Line::new);

    @Test
    void loop_onceWarm_allocatesNothing() {
        pin.set(PinLayout.PULSED, 1);
        SetPoint.write(pin, 20_000_000, 1_500_000, true);
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
