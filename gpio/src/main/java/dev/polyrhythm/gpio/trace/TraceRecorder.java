package dev.polyrhythm.gpio.trace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the edges of a log to a trace file while the program runs, so that the program's memory
 * does not grow with the trace. A thread of its own polls the log fifty times a second.
 */
public final class TraceRecorder implements Closeable {
    private static final long POLL_NANOS = 20_000_000;

    private final EdgeLog log;
    private final VcdWriter writer;
    private final Thread thread;
    private volatile boolean ending;
    private @Nullable IOException failure;

    private TraceRecorder(EdgeLog log, VcdWriter writer) {
        this.log = log;
        this.writer = writer;
        this.thread = Thread.ofPlatform().daemon().name("polyrhythm-trace").unstarted(this::record);
    }

    /**
     * Begins a trace.
     *
     * @param log where the edges come from
     * @param path the file to write
     * @return a recorder, to be closed for the trace to be complete
     * @throws IOException if the file cannot be written
     */
    public static TraceRecorder start(EdgeLog log, Path path) throws IOException {
        TraceRecorder recorder = new TraceRecorder(log, new VcdWriter(path, System.nanoTime()));
        recorder.thread.start();
        return recorder;
    }

    private void record() {
        try {
            while (!ending) {
                writer.write(log.drain());
                LockSupport.parkNanos(POLL_NANOS);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Returns how many edges are missing from the trace because they came too fast.
     *
     * @return 0 if it is complete; meaningful once it is closed
     */
    public long lost() {
        return log.lost();
    }

    /**
     * Completes the trace. Idempotent.
     *
     * @throws IOException if it could not be written
     */
    @Override
    public void close() throws IOException {
        if (ending) {
            return;
        }
        ending = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        try (writer) {
            writer.write(log.drain());
        }
    }
}
