package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A child JVM that waits for its job on its standard input.
 *
 * @param process the process
 * @param relay passes its output on
 */
record JvmProcess(Process process, OutputRelay relay) {
    private static final int FITS_INTO_PIPE = 4096;

    /** Starts one; returns when the system has it, not when the JVM is up. */
    static JvmProcess start(ChildCommand command) throws IOException {
        return of(ChildLauncher.start(command), command);
    }

    /** The same, for the launcher's thread itself. */
    static JvmProcess startHere(ChildCommand command) throws IOException {
        return of(ChildLauncher.startHere(command), command);
    }

    private static JvmProcess of(Process process, ChildCommand command) {
        return new JvmProcess(process, OutputRelay.start(process, command.relaysOutput()));
    }

    /** A large job does not fit into the pipe and waits for the child: somebody else's work. */
    void send(byte[] job, String name) {
        if (job.length <= FITS_INTO_PIPE) {
            write(job);
        } else {
            Thread.ofPlatform().daemon().name("polyrhythm-send-" + name).start(() -> write(job));
        }
    }

    /** The stream is not closed: its end would mean that this process is gone. */
    private void write(byte[] job) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(job);
            input.flush();
        } catch (IOException e) {
            // The child is gone already: its end tells why.
        }
    }

    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // What the child did not read any more is lost with it.
        }
    }
}
