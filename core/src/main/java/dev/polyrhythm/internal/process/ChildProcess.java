package dev.polyrhythm.internal.process;

import dev.polyrhythm.NotSerializableTaskException;
import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.internal.child.ChildJob;
import dev.polyrhythm.internal.child.ChildRecord;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.pipe.Handover;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.OomKills;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The one place where a worker's process is made: encode the worker, take a spare JVM or start one,
 * hand it the job on its standard input, and keep that pipe open as the sign that the parent lives.
 */
final class ChildProcess implements ProcessLife.Child {
    private final String name;
    private final ChildCommand command;
    private final JvmProcess jvm;
    private final Path record;
    private final Handover handover;

    private ChildProcess(
            String name, ChildCommand command, JvmProcess jvm, Path record, Handover handover) {
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
        Handover handover = new Handover();
        return handover.during(() -> launch(worker, handover));
    }

    private static ChildProcess launch(ProcessWorker worker, Handover handover) {
        byte[] encoded = TaskCodec.encode(worker);
        Region region = Region.current();
        region.serveRequests();
        Path record =
                ChildRecord.path(
                        region.directory(), WorkerAccess.get().number(worker), region.nextNumber());
        byte[] job = ChildJob.of(worker, record, encoded).toBytes();
        try {
            ChildRecord.create(record);
            OomKills.watch();
            ChildCommand command =
                    ChildCommand.of(WorkerAccess.get().options(worker), region.directory());
            JvmProcess jvm = takeOrStart(command);
            jvm.send(job, worker.getName());
            return new ChildProcess(worker.getName(), command, jvm, record, handover);
        } catch (IOException e) {
            ChildRecord.take(record);
            throw new PolyrhythmException(
                    "the worker's process could not be started (%s): name=%s"
                            .formatted(e.getMessage(), worker.getName()),
                    e);
        }
    }

    private static JvmProcess takeOrStart(ChildCommand command) throws IOException {
        JvmProcess spare = SpareChildren.take(command);
        return spare != null ? spare : JvmProcess.start(command);
    }

    @Override
    public ProcessHandle handle() {
        return jvm.process().toHandle();
    }

    @Override
    public CompletableFuture<ProcessEnd> end() {
        return jvm.process()
                .onExit()
                .thenApplyAsync(
                        gone -> conclude(),
                        task -> Thread.ofVirtual().name("polyrhythm-end-" + name).start(task));
    }

    private ProcessEnd conclude() {
        Process process = jvm.process();
        handover.receiverDied(process.pid());
        jvm.relay().awaitEnd();
        jvm.closeInput();
        return ProcessEnd.of(
                new ProcessEnd.Findings(
                        name,
                        process.pid(),
                        process.exitValue(),
                        ChildRecord.take(record),
                        CrashReport.take(record.resolveSibling(""), process.pid())),
                command::refusal);
    }
}
