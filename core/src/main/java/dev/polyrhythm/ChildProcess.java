package dev.polyrhythm;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.spi.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * The one place where a worker's process is made: encode the worker, start a JVM, hand it the job
 * on its standard input, and keep that pipe open as the sign that the parent lives.
 */
final class ChildProcess {
    private static final int FITS_INTO_PIPE = 4096;

    private final String name;
    private final Process process;
    private final Path record;
    private final OutputRelay relay;
    private final Handover handover;

    private ChildProcess(
            String name, Process process, Path record, OutputRelay relay, Handover handover) {
        this.name = name;
        this.process = process;
        this.record = record;
        this.relay = relay;
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
        Path record = ChildRecord.path(region.directory(), worker.number(), region.nextNumber());
        byte[] job = ChildJob.of(worker, record, encoded).toBytes();
        try {
            ChildRecord.create(record);
            ChildCommand command = ChildCommand.of(worker.options(), region.directory());
            Process process = command.toBuilder().start();
            OutputRelay relay = OutputRelay.start(process, command.relaysOutput());
            send(process, job, worker.getName());
            return new ChildProcess(worker.getName(), process, record, relay, handover);
        } catch (IOException e) {
            ChildRecord.take(record);
            throw new PolyrhythmException(
                    "the worker's process could not be started: name=" + worker.getName(), e);
        }
    }

    /** A large job does not fit into the pipe and waits for the child: somebody else's work. */
    private static void send(Process process, byte[] job, String name) {
        if (job.length <= FITS_INTO_PIPE) {
            write(process, job);
        } else {
            Thread.ofPlatform()
                    .daemon()
                    .name("polyrhythm-send-" + name)
                    .start(() -> write(process, job));
        }
    }

    /** The stream is not closed: its end would mean that this process is gone. */
    private static void write(Process process, byte[] job) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(job);
            input.flush();
        } catch (IOException e) {
            // The child is gone already: its end tells why.
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Completes when the process is gone and all that it left has been read. */
    CompletableFuture<ProcessEnd> end() {
        return process.onExit()
                .thenApplyAsync(
                        gone -> conclude(),
                        task -> Thread.ofVirtual().name("polyrhythm-end-" + name).start(task));
    }

    private ProcessEnd conclude() {
        handover.receiverDied(process.pid());
        relay.awaitEnd();
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // What the child did not read any more is lost with it.
        }
        return ProcessEnd.of(name, process.pid(), process.exitValue(), ChildRecord.take(record));
    }
}
