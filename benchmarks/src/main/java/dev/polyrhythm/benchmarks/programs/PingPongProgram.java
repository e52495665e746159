package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedQueue;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a message of 16 bytes takes to another process and back. Arguments: warm-up and measured
 * time in milliseconds, and "hot", one after the other, or "idle", each after a pause in which both
 * processes sleep.
 */
public final class PingPongProgram {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int SIZE = 16;

    private PingPongProgram() {}

    /**
     * Begins here.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        Window window = Window.of(arguments[0], arguments[1]);
        SharedQueue<byte[]> pings = SharedQueue.create(4);
        SharedQueue<byte[]> pongs = SharedQueue.create(4);
        ProcessWorker other =
                Window.daemon(() -> {
                    window.enter();
                    echo(pings, pongs);
                });
        other.start();
        window.open(List.of(other));
        Figure.print(measure(window, pings, pongs, arguments[2].equals("idle")));
        pings.put(new byte[0]);
        other.join();
    }

    private static void echo(SharedQueue<byte[]> pings, SharedQueue<byte[]> pongs)
            throws InterruptedException {
        while (true) {
            byte[] ping = pings.take();
            if (ping.length == 0) {
                return;
            }
            pongs.put(ping);
        }
    }

    private static double measure(
            Window window, SharedQueue<byte[]> pings, SharedQueue<byte[]> pongs, boolean idle)
            throws InterruptedException {
        Durations durations = new Durations();
        long from = window.from();
        long to = window.to();
        byte number = 0;
        long now = System.nanoTime();
        while (now < to || durations.isEmpty()) {
            if (idle) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            byte[] ping = new byte[SIZE];
            Arrays.fill(ping, number++);
            long begin = System.nanoTime();
            pings.put(ping);
            byte[] pong = pongs.take();
            now = System.nanoTime();
            Figure.verify("answer", ping[SIZE - 1], pong[SIZE - 1]);
            if (begin >= from) {
                durations.add(now - begin);
            }
        }
        return durations.median() / 1e9;
    }
}
