package dev.polyrhythm.internal.child;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.transport.ReceivedTask;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.internal.worker.OwnFrames;
import dev.polyrhythm.internal.worker.ProcessIdentity;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import dev.polyrhythm.platform.Signals;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The main class of every worker process. The user's {@code main} is not run: the request comes on
 * standard input. Afterwards the JVM ends as any other does, with its last non-daemon thread.
 */
public final class ChildMain {
    private ChildMain() {}

    /**
     * Reads the request and runs the worker.
     *
     * @param arguments the parent's process id
     * @throws Throwable the task's failure; the JVM prints it and ends with code 1
     */
    public static void main(String[] arguments) throws Throwable {
        FileInputStream input = new FileInputStream(FileDescriptor.in);
        long parentPid = Long.parseLong(arguments[0]);
        ChildRequest request = read(input, parentPid);
        settle(parentPid);
        while (request.isWarmUp()) {
            if (input.available() == 0) { // else the next request is there already
                worker(request).run();
            }
            request = read(input, parentPid);
        }
        ExitRecord.Writer record = new ExitRecord.Writer(Path.of(request.record()));
        become(request, record);
        ParentWatch.start(input.getChannel(), request.parentPid(), request.name());
        try {
            run(worker(request));
        } catch (OutOfMemoryError e) {
            endWithoutMemory(e, record);
        } catch (Throwable t) { // recorded for the parent, then printed by the JVM
            hideOwnFrames(t);
            record.threw(t);
            throw t;
        }
    }

    private static ProcessWorker worker(ChildRequest request)
            throws IOException, ReflectiveOperationException {
        Object arrived = WorkerCodec.decode(request.worker());
        return arrived instanceof ProcessWorker whole
                ? whole
                : WorkerAccess.get()
                        .arrived(
                                request.name(), request.number(), request.daemon(), (Task) arrived);
    }

    private static void run(ProcessWorker worker) throws Exception {
        WorkerAccess.get().becomeCurrent(worker);
        Task task = WorkerAccess.get().view(worker).task();
        WorkerCodec.useLoaderOf(task == null ? worker : task);
        worker.run();
    }

    /** Ends this JVM; out of the task, what it held is garbage and memory for a report is there. */
    private static void endWithoutMemory(OutOfMemoryError error, ExitRecord.Writer record) {
        try {
            hideOwnFrames(error);
            record.threw(error);
            error.printStackTrace();
        } catch (OutOfMemoryError e) {
            // The memory is held elsewhere: the code must do.
        }
        System.exit(ExitRecord.OUT_OF_MEMORY);
    }

    private static void hideOwnFrames(Throwable failure) {
        OwnFrames.hideIn(
                failure,
                ChildMain.class.getName(),
                ReceivedTask.class.getName(),
                ProcessWorker.class.getName());
    }

    private static ChildRequest read(InputStream input, long parentPid) {
        try {
            return ChildRequest.read(input);
        } catch (IOException | RuntimeException e) {
            joinRegion(parentPid); // to remove it with the last: a dead parent has not sent all
            ParentWatch.endNow(parentPid);
            throw new AssertionError(e);
        }
    }

    /** Prepares this JVM for any worker: streams, signals, membership of the region. */
    private static void settle(long parentPid) {
        System.setIn(InputStream.nullInputStream());
        System.setOut(LineBufferedOutput.printStream(FileDescriptor.out, "stdout.encoding"));
        System.setErr(LineBufferedOutput.printStream(FileDescriptor.err, "stderr.encoding"));
        Signals.ignoreInterrupt();
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, ChildMain::flush);
        joinRegion(parentPid);
    }

    /** Makes this JVM the process of the requested worker. */
    private static void become(ChildRequest request, ExitRecord.Writer record) {
        request.properties().forEach(System::setProperty);
        Thread.currentThread().setName(request.name());
        ProcessIdentity.become(
                new ProcessIdentity(
                        request.number(), request.name(), request.parentPid(), request.daemon()));
        Signals.onTermination(record::signalled);
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, record::orderly);
    }

    /** Joins, or ends quietly if a killed parent's region has been swept before this was up. */
    private static void joinRegion(long parentPid) {
        try {
            Region.current();
        } catch (PolyrhythmException e) {
            if (!ParentWatch.isChildOf(parentPid)) {
                ParentWatch.endNow(parentPid);
            }
            throw e;
        }
    }

    private static void flush() {
        System.out.flush();
        System.err.flush();
    }
}
