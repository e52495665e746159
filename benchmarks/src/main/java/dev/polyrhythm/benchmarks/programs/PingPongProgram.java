package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.Connection;
import dev.polyrhythm.Pipe;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.ClosedException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long a message of 16 bytes takes to another process and back. Arguments: warm-up and
 * measured time in milliseconds, and "hot", one after the other, or "idle", each after a pause in
 * which both processes sleep.
 */
public final class PingPongProgram {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final long WARMUP_PAUSE_NANOS = 100_000; // so that waiting warms up, too
    private static final int SIZE = 16;

    private PingPongProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        Window window = Window.of(arguments[0], arguments[1]);
        Pipe<byte[]> pipe = Pipe.open();
        Connection<byte[]> right = pipe.right();
        ProcessWorker other =
                Window.daemon(() -> {
                    window.enter();
                    echo(right);
                });
        other.start();
        window.open(List.of(other));
        try (Connection<byte[]> left = pipe.left()) {
            Figure.print(measure(window, left, arguments[2].equals("idle")));
        }
        other.join();
    }

    private static void echo(Connection<byte[]> right) throws InterruptedException {
        try (right) {
            while (true) {
                right.send(right.receive());
            }
        } catch (ClosedException e) {
            // measured
        }
    }

    private static double measure(Window window, Connection<byte[]> left, boolean idle)
            throws InterruptedException {
        Durations durations = new Durations();
        long from = window.from();
        long to = window.to();
        byte number = 0;
        long now = System.nanoTime();
        while (now < to || durations.isEmpty()) {
            if (idle) {
                LockSupport.parkNanos(now < from ? WARMUP_PAUSE_NANOS : PAUSE_NANOS);
            }
            byte[] ping = new byte[SIZE];
            Arrays.fill(ping, number++);
            long begin = System.nanoTime();
            left.send(ping);
            byte[] pong = left.receive();
            now = System.nanoTime();
            Figure.verify("answer", ping[SIZE - 1], pong[SIZE - 1]);
            if (begin >= from) {
                durations.add(now - begin);
            }
        }
        return durations.median() / 1e9;
    }
}
