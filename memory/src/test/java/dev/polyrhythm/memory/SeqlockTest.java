package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.internal.cell.CellType;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol where only its own steps show it. */
@Timeout(60)
class SeqlockTest {
    private static final int PATIENCE = 10;

    private final Seqlock slots = Seqlock.create(CellType.BYTES, Long.BYTES);
    private long written;

    private void write() {
        slots.exclusively(() -> {
            slots.write(contents -> contents.set(JAVA_LONG, 0, ++written));
            return written;
        });
    }

    @Test
    void reader_overtakenOnce_hasWhatWasCurrentWhenItBegan() {
        write();
        long read =
                slots.read(contents -> {
                    write();
                    return contents.get(JAVA_LONG, 0);
                });
        assertThat(read).isEqualTo(1);
    }

    @Test
    void reader_overtakenTwice_readsAgain() {
        AtomicInteger tries = new AtomicInteger();
        long read =
                slots.read(contents -> {
                    long first = contents.get(JAVA_LONG, 0);
                    if (tries.getAndIncrement() == 0) {
                        write();
                        write();
                    }
                    return first;
                });
        assertThat(tries).hasValue(2);
        assertThat(read).isEqualTo(2);
    }

    @Test
    void reader_overtakenOften_getsAPause() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        Thread[] writer = new Thread[1];
        slots.read(contents -> {
            if (tries.getAndIncrement() < PATIENCE) {
                write();
                write();
            } else {
                writer[0] = Thread.ofPlatform().start(this::write);
            }
            return contents.get(JAVA_LONG, 0);
        });
        writer[0].join();
        assertThat(tries).hasValue(PATIENCE + 1);
        assertThat(written).isEqualTo(2 * PATIENCE + 1);
    }

    /** Here the writer is in the reader's own thread: the reader cannot end while it pauses. */
    @Test
    void writer_whoseReaderNeverEnds_goesOn() {
        AtomicInteger tries = new AtomicInteger();
        long read =
                slots.read(contents -> {
                    if (tries.getAndIncrement() <= PATIENCE) {
                        write();
                        write();
                    }
                    return contents.get(JAVA_LONG, 0);
                });
        assertThat(tries).hasValue(PATIENCE + 2);
        assertThat(read).isEqualTo(2 * (PATIENCE + 1));
    }
}
