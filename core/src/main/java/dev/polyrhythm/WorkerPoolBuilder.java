package dev.polyrhythm;

import dev.polyrhythm.internal.pool.PoolSettings;
import dev.polyrhythm.internal.pool.WorkerPoolImpl;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.memory.internal.wait.Durations;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds pools; checks each option when it is given, and whether they fit together at the end. */
final class WorkerPoolBuilder implements WorkerPool.Builder {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Worker.Kind kind;
    private final ProcessWorkerBuilder processes = new ProcessWorkerBuilder();
    private final Set<String> forProcesses = new LinkedHashSet<>(); // options that were given
    private @Nullable String name;
    private int size;
    private boolean daemon;
    private @Nullable Task initializer;
    private int chunkSize;
    private long taskLimitNanos;
    private long graceNanos = Durations.toNanos(GRACE);
    private int retries;
    private int maxTasks;
    private long maxMemoryBytes;
    private long maxIdleNanos;
    private @Nullable Consumer<? super PoolProgress> progress;
    private boolean debugged;

    WorkerPoolBuilder(Worker.Kind kind) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.size = kind == Worker.Kind.VIRTUAL ? Integer.MAX_VALUE : Worker.cpuCount();
    }

    @Override
    public WorkerPoolBuilder name(String chosen) {
        name = Objects.requireNonNull(chosen, "name");
        return this;
    }

    @Override
    public WorkerPoolBuilder size(int workers) {
        size = atLeast(1, workers, "size");
        return this;
    }

    @Override
    public WorkerPoolBuilder daemon(boolean on) {
        daemon = on;
        return this;
    }

    @Override
    public WorkerPoolBuilder initializer(Task task) {
        initializer = Objects.requireNonNull(task, "initializer");
        return this;
    }

    @Override
    public WorkerPoolBuilder chunkSize(int items) {
        chunkSize = atLeast(1, items, "chunkSize");
        return this;
    }

    @Override
    public WorkerPoolBuilder taskLimit(Duration limit) {
        taskLimitNanos = Durations.toPositiveNanos(limit, "taskLimit");
        return this;
    }

    @Override
    public WorkerPoolBuilder grace(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the grace time must be 0 or more: grace=" + time);
        }
        graceNanos = Durations.toNanos(time);
        return this;
    }

    @Override
    public WorkerPoolBuilder retries(int times) {
        retries = atLeast(0, times, "retries");
        return this;
    }

    @Override
    public WorkerPoolBuilder maxTasksPerWorker(int tasks) {
        maxTasks = atLeast(1, tasks, "maxTasksPerWorker");
        return this;
    }

    @Override
    public WorkerPoolBuilder maxMemoryPerWorker(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException(
                    "maxMemoryPerWorker must be 1 or more: maxMemoryPerWorker=" + bytes);
        }
        maxMemoryBytes = bytes;
        return forProcesses("maxMemoryPerWorker");
    }

    @Override
    public WorkerPoolBuilder maxIdleTime(Duration time) {
        maxIdleNanos = Durations.toPositiveNanos(time, "maxIdleTime");
        return this;
    }

    @Override
    public WorkerPoolBuilder progress(Consumer<? super PoolProgress> listener) {
        progress = Objects.requireNonNull(listener, "progress");
        return this;
    }

    private static int atLeast(int least, int value, String option) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "%s must be %d or more: %s=%d".formatted(option, least, option, value));
        }
        return value;
    }

    @Override
    public WorkerPoolBuilder maxHeap(String heap) {
        processes.maxHeap(heap);
        return forProcesses("maxHeap");
    }

    @Override
    public WorkerPoolBuilder jvmArguments(String... arguments) {
        processes.jvmArguments(arguments);
        return forProcesses("jvmArguments");
    }

    @Override
    public WorkerPoolBuilder environment(Map<String, String> changes) {
        processes.environment(changes);
        return forProcesses("environment");
    }

    @Override
    public WorkerPoolBuilder directory(Path directory) {
        processes.directory(directory);
        return forProcesses("directory");
    }

    @Override
    public WorkerPoolBuilder affinity(int... cpus) {
        processes.affinity(cpus);
        return forProcesses("affinity");
    }

    @Override
    public WorkerPoolBuilder nice(int value) {
        processes.nice(value);
        return forProcesses("nice");
    }

    @Override
    public WorkerPoolBuilder realtime(int priority) {
        processes.realtime(priority);
        return forProcesses("realtime");
    }

    @Override
    public WorkerPoolBuilder output(Redirect output) {
        processes.output(output);
        return forProcesses("output");
    }

    @Override
    public WorkerPoolBuilder debug(int port) {
        processes.debug(port);
        debugged = true;
        return forProcesses("debug");
    }

    private WorkerPoolBuilder forProcesses(String option) {
        forProcesses.add(option);
        return this;
    }

    @Override
    public WorkerPool build() {
        if (kind != Worker.Kind.PROCESS && !forProcesses.isEmpty()) {
            throw new IllegalArgumentException(
                    "only workers that are processes can have these options: options=%s, kind=%s"
                            .formatted(forProcesses, kind));
        }
        if (debugged && size > 1) {
            throw new IllegalArgumentException(
                    "debug needs a pool of one process, each would want the same port: size="
                            + size);
        }
        if (kind == Worker.Kind.PROCESS && initializer != null) {
            TaskCodec.requireTravels(initializer, "initializer");
        }
        String chosen = name == null ? "pool-" + NUMBERS.incrementAndGet() : name;
        return new WorkerPoolImpl(
                new PoolSettings(
                        chosen,
                        kind,
                        size,
                        daemon,
                        initializer,
                        chunkSize,
                        taskLimitNanos,
                        graceNanos,
                        retries,
                        maxTasks,
                        maxMemoryBytes,
                        maxIdleNanos,
                        progress,
                        processes.options()));
    }
}
