package dev.polyrhythm.internal.child;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.process.ExitStatus;
import dev.polyrhythm.internal.transport.ReceivedTask;
import dev.polyrhythm.internal.transport.TaskCodec;
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
import java.util.Arrays;

/**
 * The main class of every worker process. The user's {@code main} is not run: the job comes on
 * standard input. Afterwards the JVM ends as any other does, when the last non-daemon thread has.
 */
public final class ChildMain {
    private static final int LONGEST_CHAIN = 16; // causes may form a circle

    private ChildMain() {}

    /**
     * Reads the job and does it.
     *
     * @param arguments the parent's process id
     * @throws Throwable what the task threw; the JVM prints it and ends with code 1
     */
    public static void main(String[] arguments) throws Throwable {
        FileInputStream input = new FileInputStream(FileDescriptor.in);
        long parentPid = Long.parseLong(arguments[0]);
        ChildRequest job = readJob(input, parentPid);
        settle(parentPid);
        while (job.isPractice()) {
            if (input.available() == 0) { // else it is wanted already
                TaskCodec.decode(job).run();
            }
            job = readJob(input, parentPid);
        }
        ExitRecord.Writer record = new ExitRecord.Writer(Path.of(job.record()));
        become(job, record);
        ParentWatch.start(input.getChannel(), job.parentPid(), job.name());
        try {
            ProcessWorker worker = TaskCodec.decode(job);
            WorkerAccess.get().becomeCurrent(worker);
            Task task = WorkerAccess.get().task(worker);
            TaskCodec.useLoaderOf(task == null ? worker : task);
            worker.run();
        } catch (OutOfMemoryError e) {
            endWithoutMemory(e, record);
        } catch (Throwable t) { // recorded for the parent, then printed by the JVM
            hideOwnFrames(t);
            record.threw(t);
            throw t;
        }
    }

    /** Out of the task, what it held is garbage: there should be memory to tell the tale. */
    private static void endWithoutMemory(OutOfMemoryError error, ExitRecord.Writer record) {
        try {
            hideOwnFrames(error);
            record.threw(error);
            error.printStackTrace();
        } catch (OutOfMemoryError e) {
            // Somebody else holds it: the code must do.
        }
        System.exit(ExitStatus.OUT_OF_MEMORY);
    }

    private static ChildRequest readJob(InputStream input, long parentPid) {
        try {
            return ChildRequest.read(input);
        } catch (IOException | RuntimeException e) {
            joinRegion(
                    parentPid); // a parent that is gone has not sent it all: its region goes, too
            ParentWatch.endNow(parentPid);
            throw new AssertionError(e);
        }
    }

    /** Makes this JVM a worker's: its streams, its signals, its place in the region. */
    private static void settle(long parentPid) {
        System.setIn(InputStream.nullInputStream());
        System.setOut(LineBufferedOutput.printStream(FileDescriptor.out, "stdout.encoding"));
        System.setErr(LineBufferedOutput.printStream(FileDescriptor.err, "stderr.encoding"));
        Signals.ignoreInterrupt();
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, ChildMain::flush);
        joinRegion(parentPid);
    }

    /** Makes it this worker's. */
    private static void become(ChildRequest job, ExitRecord.Writer record) {
        job.properties().forEach(System::setProperty);
        Thread.currentThread().setName(job.name());
        ProcessIdentity.become(
                new ProcessIdentity(job.number(), job.name(), job.parentPid(), job.daemon()));
        Signals.onTermination(record::signalled);
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, record::orderly);
    }

    /** What a killed parent left can have been swept before this child was up: no news then. */
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

    /** The innermost frames are the user's; the outermost are the library's way to them. */
    private static void hideOwnFrames(Throwable failure) {
        int left = LONGEST_CHAIN;
        for (Throwable t = failure; t != null && left > 0; t = t.getCause(), left--) {
            StackTraceElement[] stack = t.getStackTrace();
            int end = stack.length;
            while (end > 0 && isOwn(stack[end - 1])) {
                end--;
            }
            if (end > 0) {
                t.setStackTrace(Arrays.copyOf(stack, end));
            }
        }
    }

    private static boolean isOwn(StackTraceElement frame) {
        return frame.getClassName().equals(ChildMain.class.getName())
                || frame.getClassName().equals(ReceivedTask.class.getName())
                || frame.getClassName().equals(ProcessWorker.class.getName());
    }
}
