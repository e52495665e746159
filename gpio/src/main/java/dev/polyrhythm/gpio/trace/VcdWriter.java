package dev.polyrhythm.gpio.trace;

import dev.polyrhythm.gpio.Edge;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes edges to a VCD file (value change dump, IEEE 1364), while they come. The file can be read
 * at any time; its size alone grows with the trace.
 *
 * <p>A VCD file names its signals at its beginning, but pins are opened at any time: so the
 * beginning has a fixed size, blank where nothing is said yet, and is written again for each new
 * pin. Edges of several processes come a little out of order: they are held back for a moment and
 * written by their times. Not for use by several threads at once.
 */
public final class VcdWriter implements Closeable {
    private static final int HEADER_SIZE = 2048;
    private static final long HOLD_NANOS = 200_000_000;
    private static final char FIRST_CODE = '!';

    private final FileChannel file;
    private final long startNanos;
    private final SortedSet<Integer> pins = new TreeSet<>();
    private final PriorityQueue<Held> held =
            new PriorityQueue<>(
                    Comparator.<Held>comparingLong(held -> held.edge().nanoTime())
                            .thenComparingLong(Held::order));
    private long taken;
    private long newest = Long.MIN_VALUE;
    private long written;

    /** An edge that waits; edges of one moment keep their order, as the last one is the level. */
    private record Held(Edge edge, long order) {}

    /**
     * Begins a file; an old one of that name is replaced.
     *
     * @param path the file
     * @param startNanos the time that is 0 in the trace, in ns of the edges' clock
     * @throws IOException if it cannot be written
     */
    public VcdWriter(Path path, long startNanos) throws IOException {
        this.file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        this.startNanos = startNanos;
        writeHeader();
    }

    /**
     * Takes edges; writes those that no earlier one can precede any more.
     *
     * @param edges in any order, of any pins
     * @throws IOException if the file cannot be written
     */
    public void write(Collection<Edge> edges) throws IOException {
        for (Edge edge : edges) {
            held.add(new Held(edge, taken++));
            newest = Math.max(newest, edge.nanoTime());
        }
        writeUntil(newest - HOLD_NANOS);
    }

    private void writeUntil(long time) throws IOException {
        StringBuilder text = new StringBuilder();
        boolean newPin = false;
        while (!held.isEmpty() && held.peek().edge().nanoTime() <= time) {
            Edge edge = held.remove().edge();
            newPin |= pins.add(edge.pin());
            append(text, edge);
        }
        if (newPin) {
            writeHeader();
        }
        write(text, file.size());
    }

    private void append(StringBuilder text, Edge edge) {
        long time = Math.max(written, edge.nanoTime() - startNanos);
        if (time > written) {
            text.append('#').append(time).append('\n');
            written = time;
        }
        text.append(edge.high() ? '1' : '0').append(code(edge.pin())).append('\n');
    }

    private void writeHeader() throws IOException {
        StringBuilder text = new StringBuilder("$version Polyrhythm $end\n$timescale 1 ns $end\n");
        text.append("$scope module board $end\n");
        for (int pin : pins) {
            text.append("$var wire 1 %c pin%d $end\n".formatted(code(pin), pin));
        }
        text.append("$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n");
        for (int pin : pins) {
            text.append('0').append(code(pin)).append('\n');
        }
        text.append("$end");
        text.repeat(' ', HEADER_SIZE - 1 - text.length()).append('\n');
        write(text, 0);
    }

    private static char code(int pin) {
        return (char) (FIRST_CODE + pin);
    }

    private void write(CharSequence text, long position) throws IOException {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    /** Writes what was held back, and closes the file. Idempotent. */
    @Override
    public void close() throws IOException {
        if (file.isOpen()) {
            writeUntil(Long.MAX_VALUE);
            file.close();
        }
    }
}
