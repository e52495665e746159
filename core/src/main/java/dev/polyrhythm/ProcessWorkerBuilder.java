package dev.polyrhythm;

import dev.polyrhythm.internal.worker.ProcessOptions;
import dev.polyrhythm.platform.Scheduling;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds worker processes; checks each option when it is chosen. */
final class ProcessWorkerBuilder implements ProcessWorker.Builder {
    private final WorkerSettings settings = new WorkerSettings();
    private ProcessOptions options = ProcessOptions.NONE;

    @Override
    public ProcessWorkerBuilder name(String name) {
        settings.name(name);
        return this;
    }

    @Override
    public ProcessWorkerBuilder name(String prefix, long start) {
        settings.name(prefix, start);
        return this;
    }

    @Override
    public ProcessWorkerBuilder daemon() {
        return daemon(true);
    }

    @Override
    public ProcessWorkerBuilder daemon(boolean on) {
        settings.daemon(on);
        return this;
    }

    @Override
    public ProcessWorkerBuilder maxHeap(String size) {
        require(size.matches("[1-9][0-9]*[kKmMgG]?"), "max heap must be like 64m or 2g", size);
        return with(options.withJvmArguments(List.of("-Xmx" + size)));
    }

    @Override
    public ProcessWorkerBuilder jvmArguments(String... arguments) {
        return with(options.withJvmArguments(List.of(arguments)));
    }

    @Override
    public ProcessWorkerBuilder environment(Map<String, String> changes) {
        return with(options.withEnvironment(changes));
    }

    @Override
    public ProcessWorkerBuilder directory(Path directory) {
        return with(options.withDirectory(directory.toString()));
    }

    @Override
    public ProcessWorkerBuilder affinity(int... cpus) {
        require(cpus.length > 0, "affinity must name a processor", "none");
        for (int cpu : cpus) {
            require(cpu >= 0, "a processor's number must be 0 or more", cpu);
        }
        return with(options.withPrefix(Scheduling.affinity(cpus)));
    }

    @Override
    public ProcessWorkerBuilder nice(int value) {
        require(value >= -20 && value <= 19, "niceness must be -20 to 19", value);
        return with(options.withNiceness(value));
    }

    @Override
    public ProcessWorkerBuilder realtime(int priority) {
        require(priority >= 1 && priority <= 99, "realtime priority must be 1 to 99", priority);
        return with(options.withPrefix(Scheduling.realtime(priority)));
    }

    @Override
    public ProcessWorkerBuilder output(Redirect output) {
        boolean writable =
                output.type() == Redirect.Type.INHERIT
                        || output.type() == Redirect.Type.WRITE
                        || output.type() == Redirect.Type.APPEND;
        require(writable, "output must be inherited or go to a file", output);
        return with(options.withOutput(output));
    }

    @Override
    public ProcessWorkerBuilder debug(int port) {
        require(port >= 1 && port <= 65535, "debug port must be 1 to 65535", port);
        String agent =
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=127.0.0.1:";
        return with(options.withJvmArguments(List.of(agent + port)));
    }

    /** Returns the options that were chosen so far, but for name and daemon. */
    ProcessOptions options() {
        return options;
    }

    private ProcessWorkerBuilder with(ProcessOptions changed) {
        options = changed;
        return this;
    }

    private static void require(boolean condition, String rule, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ": value=" + value);
        }
    }

    @Override
    public ProcessWorker unstarted(Task task) {
        Objects.requireNonNull(task, "task");
        return settings.applyTo(new ProcessWorker(settings.nextName(), task, options));
    }

    @Override
    public ProcessWorker start(Task task) {
        ProcessWorker worker = unstarted(task);
        worker.start();
        return worker;
    }
}
