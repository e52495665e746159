package dev.polyrhythm.internal.process;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.internal.child.ChildRequest;
import dev.polyrhythm.internal.child.ExitRecord;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.internal.worker.ProcessWorkerView;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.OomKills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The process of a worker. This is the one place where one is made: encode the worker, take a spare
 * JVM or start one, send it the request on its standard input, and keep that pipe open as the sign
 * that the parent lives.
 */
final class ChildProcess implements ProcessLifecycle.Child {
    private final String name;
    private final ChildCommand command;
    private final JvmProcess jvm;
    private final Path record;
    private final EndsInTransit handover;

    private ChildProcess(
            String name,
            ChildCommand command,
            JvmProcess jvm,
            Path record,
            EndsInTransit handover) {
        this.name = name;
        this.command = command;
        this.jvm = jvm;
        this.record = record;
        this.handover = handover;
    }

    /**
     * Starts the worker's process; returns when the system has it, not when its JVM is up.
     *
     * @throws NotSerializableTaskException if a part of the worker cannot travel
     * @throws PolyrhythmException if the system cannot start it
     */
    static ChildProcess launch(ProcessWorkerView worker) {
        EndsInTransit handover = new EndsInTransit();
        return handover.during(() -> launch(worker, handover));
    }

    private static ChildProcess launch(ProcessWorkerView worker, EndsInTransit handover) {
        byte[] encoded = WorkerCodec.encode(worker);
        Region region = Region.current();
        region.serveRequests();
        Path record = ExitRecord.path(region.directory(), worker.number(), region.nextNumber());
        byte[] request =
                ChildRequest.of(worker, record, InheritedProperties.collect(), encoded).toBytes();
        try {
            ExitRecord.create(record);
            OomKills.watch();
            ChildCommand command = ChildCommand.of(worker.options(), region.directory());
            JvmProcess jvm = takeOrStart(command);
            jvm.send(request, worker.name());
            return new ChildProcess(worker.name(), command, jvm, record, handover);
        } catch (IOException e) {
            ExitRecord.take(record);
            throw new PolyrhythmException(
                    "the worker's process could not be started (%s): name=%s"
                            .formatted(e.getMessage(), worker.name()),
                    e);
        }
    }

    private static JvmProcess takeOrStart(ChildCommand command) throws IOException {
        JvmProcess spare = SpareJvms.take(command);
        return spare != null ? spare : JvmProcess.start(command);
    }

    @Override
    public ProcessHandle handle() {
        return jvm.process().toHandle();
    }

    @Override
    public CompletableFuture<ExitStatus> end() {
        return jvm.process()
                .onExit()
                .thenApplyAsync(
                        gone -> conclude(),
                        task -> Thread.ofVirtual().name("polyrhythm-end-" + name).start(task));
    }

    private ExitStatus conclude() {
        Process process = jvm.process();
        handover.receiverDied(process.pid());
        jvm.relay().awaitEnd();
        jvm.closeInput();
        return ExitStatus.of(
                new ExitStatus.Findings(
                        name,
                        process.pid(),
                        process.exitValue(),
                        ExitRecord.take(record),
                        HsErrReport.take(record.resolveSibling(""), process.pid())),
                command::refusal);
    }
}
