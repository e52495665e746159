package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A child JVM that waits for a request on its standard input.
 *
 * @param process the process
 * @param relay the relay of its output
 */
record JvmProcess(Process process, OutputRelay relay) {
    private static final int FITS_INTO_PIPE = 4096;

    /** Starts one; returns when the system has it, not when the JVM is up. */
    static JvmProcess start(ChildCommand command) throws IOException {
        return of(ChildLauncher.start(command), command);
    }

    /** Starts one in the launcher's thread itself. */
    static JvmProcess startHere(ChildCommand command) throws IOException {
        return of(ChildLauncher.startHere(command), command);
    }

    private static JvmProcess of(Process process, ChildCommand command) {
        return new JvmProcess(process, OutputRelay.start(process, command.relaysOutput()));
    }

    /**
     * Sends a request; a large one, which waits until the child reads, from a thread of its own.
     */
    void send(byte[] request, String name) {
        if (request.length <= FITS_INTO_PIPE) {
            write(request);
        } else {
            Thread.ofPlatform()
                    .daemon()
                    .name("polyrhythm-send-" + name)
                    .start(() -> write(request));
        }
    }

    /** Leaves the stream open: its end would mean that this process is gone. */
    private void write(byte[] request) {
        try {
            OutputStream input = process.getOutputStream();
            input.write(request);
            input.flush();
        } catch (IOException e) {
            // The child is gone already: its end tells why.
        }
    }

    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The rest, which the child has not read, is lost with it.
        }
    }
}
