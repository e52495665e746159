package dev.polyrhythm.internal.process;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.internal.child.ChildRequest;
import dev.polyrhythm.internal.child.ExitRecord;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.pipe.EndsInTransit;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.OomKills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The one place where a worker's process is made: encode the worker, take a spare JVM or start one,
 * hand it the job on its standard input, and keep that pipe open as the sign that the parent lives.
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
     * @throws NotSerializableTaskException if something the worker needs cannot travel
     * @throws PolyrhythmException if the system cannot start it
     */
    static ChildProcess launch(ProcessWorker worker) {
        EndsInTransit handover = new EndsInTransit();
        return handover.during(() -> launch(worker, handover));
    }

    private static ChildProcess launch(ProcessWorker worker, EndsInTransit handover) {
        byte[] encoded = TaskCodec.encode(worker);
        Region region = Region.current();
        region.serveRequests();
        Path record =
                ExitRecord.path(
                        region.directory(), WorkerAccess.get().number(worker), region.nextNumber());
        byte[] job = ChildRequest.of(worker, record, encoded).toBytes();
        try {
            ExitRecord.create(record);
            OomKills.watch();
            ChildCommand command =
                    ChildCommand.of(WorkerAccess.get().options(worker), region.directory());
            JvmProcess jvm = takeOrStart(command);
            jvm.send(job, worker.getName());
            return new ChildProcess(worker.getName(), command, jvm, record, handover);
        } catch (IOException e) {
            ExitRecord.take(record);
            throw new PolyrhythmException(
                    "the worker's process could not be started (%s): name=%s"
                            .formatted(e.getMessage(), worker.getName()),
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
