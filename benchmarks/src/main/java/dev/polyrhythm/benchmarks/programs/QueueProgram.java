package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedMemory;
import dev.polyrhythm.memory.SharedQueue;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how many items go through a queue in a second. Arguments: warm-up and measured time in
 * milliseconds, the channel, the items' size in bytes or "record", producers, consumers.
 */
public final class QueueProgram {
    private static final int CAPACITY = 1024;
    private static final int LARGE_CAPACITY = 16;
    private static final int RING = 1 << 20;
    private static final int LARGE_RING = 1 << 24;
    private static final int LARGE = 1 << 17;

    private QueueProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws InterruptedException {
        Window window = Window.of(arguments[0], arguments[1]);
        int producers = Integer.parseInt(arguments[4]);
        int consumers = Integer.parseInt(arguments[5]);
        boolean ordered = producers == 1 && consumers == 1;
        Flow.Taken taken =
                arguments[3].equals("record")
                        ? run(
                                new Flow<>(
                                        new QueueChannel<>(SharedQueue.create(CAPACITY)),
                                        new RecordItems(),
                                        window,
                                        64,
                                        ordered),
                                producers,
                                consumers)
                        : run(
                                bytes(
                                        arguments[2],
                                        Integer.parseInt(arguments[3]),
                                        window,
                                        ordered),
                                producers,
                                consumers);
        taken.verify();
        Figure.print(taken.perSecond());
    }

    private static Flow<byte[]> bytes(String channel, int size, Window window, boolean ordered) {
        int batch = Math.clamp((1 << 14) / size, 1, 256);
        return new Flow<>(channel(channel, size), ByteItems.of(size), window, batch, ordered);
    }

    private static Channel<byte[]> channel(String name, int size) {
        return switch (name) {
            case "queue" -> queue(size);
            case "queue-large" ->
                    new QueueChannel<>(SharedQueue.create(LARGE_CAPACITY, LARGE_RING));
            case "agrona-1:1" -> agrona(size, false);
            case "agrona-n:1" -> agrona(size, true);
            default -> throw new IllegalArgumentException("no such channel: " + name);
        };
    }

    private static <E> QueueChannel<E> queue(int size) {
        return new QueueChannel<>(SharedQueue.create(size < LARGE ? CAPACITY : LARGE_CAPACITY));
    }

    private static AgronaChannel agrona(int size, boolean manyProducers) {
        String name = "polyrhythm-agrona-" + ProcessHandle.current().pid();
        int ring = size < LARGE ? RING : LARGE_RING;
        return new AgronaChannel(
                SharedMemory.create(name, AgronaChannel.byteSize(ring)), manyProducers);
    }

    /** Runs the processes; this one is the last consumer. */
    private static <E> Flow.Taken run(Flow<E> flow, int producers, int consumers)
            throws InterruptedException {
        int marks = producers / consumers;
        List<ProcessWorker> workers = new ArrayList<>();
        List<SharedQueue<Flow.Taken>> reports = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            workers.add(Window.daemon(flow::produce));
        }
        for (int i = 1; i < consumers; i++) {
            SharedQueue<Flow.Taken> report = SharedQueue.create(1);
            reports.add(report);
            workers.add(Window.daemon(() -> report.put(consume(flow, marks))));
        }
        workers.forEach(ProcessWorker::start);
        flow.window().open(workers);
        Flow.Taken taken = flow.consume(marks);
        for (SharedQueue<Flow.Taken> report : reports) {
            taken = taken.plus(report.take());
        }
        for (ProcessWorker worker : workers) {
            worker.join();
        }
        return taken;
    }

    private static <E> Flow.Taken consume(Flow<E> flow, int marks) throws InterruptedException {
        flow.window().enter();
        return flow.consume(marks);
    }
}
