package dev.polyrhythm.gpio.trace;

import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.simulated.EdgeCursor;
import dev.polyrhythm.gpio.internal.simulated.ProgramBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The edges of the program's simulated board, from the first edge on. */
public final class ProgramEdges implements EdgeLog {
    private final @Nullable EdgeCursor[] cursors = new EdgeCursor[PinLayout.PINS];
    private @Nullable BoardMemory board;

    /** A log of a board that need not be there yet. */
    public ProgramEdges() {}

    @Override
    public List<Edge> drain() {
        List<Edge> edges = new ArrayList<>();
        BoardMemory memory = board();
        if (memory != null) {
            for (int pin = 0; pin < cursors.length; pin++) {
                drain(memory, pin, edges);
            }
        }
        edges.sort(Comparator.comparingLong(Edge::nanoTime));
        return edges;
    }

    private void drain(BoardMemory memory, int pin, List<Edge> into) {
        EdgeCursor cursor = cursors[pin];
        if (cursor == null && memory.wasOpened(pin)) {
            cursor = new EdgeCursor(memory.open(pin), 1);
            cursors[pin] = cursor;
        }
        if (cursor != null) {
            cursor.drain(into::add);
        }
    }

    private @Nullable BoardMemory board() {
        if (board == null) {
            board = ProgramBoard.find();
        }
        return board;
    }

    @Override
    public long lost() {
        long lost = 0;
        for (EdgeCursor cursor : cursors) {
            lost += cursor == null ? 0 : cursor.lost();
        }
        return lost;
    }
}
