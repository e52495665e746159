package dev.polyrhythm.gpio.internal.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Edges that a killed writer took and did not record. */
@Timeout(10)
class EdgeCursorTest {
    private final PinMemory pin = BoardMemory.ofOneProcess().open(24);
    private final Line line = new Line(pin);

    /** Records edge 1, and takes the number of edge 2 without recording it. */
    private void loseEdge() {
        line.set(true, 0);
        PinLayout.WORD.setVolatile(pin.entry(), PinLayout.LINE, 4L);
    }

    @Test
    void edge_whoseWriterWasKilled_costsNothingButItself() {
        loseEdge();
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
        loseEdge();
        line.set(true, 99);
        List<Edge> edges = new ArrayList<>();
        EdgeCursor cursor = new EdgeCursor(pin, 1);
        cursor.drain(edges::add);
        assertThat(edges).containsExactly(new Edge(24, true, 0), new Edge(24, true, 99));
        assertThat(cursor.lost()).isEqualTo(1);
    }
}
