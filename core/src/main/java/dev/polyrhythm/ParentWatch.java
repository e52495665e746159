package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this child when its parent is gone. The parent holds the other end of the standard input for
 * as long as it lives; the kernel closes it at any death, so the end of the file is the news.
 */
final class ParentWatch {
    private static final int PARENT_GONE = 128 + 1; // as after a hang-up of the terminal

    private ParentWatch() {}

    static void start(InputStream input) {
        Thread.ofPlatform().daemon().name("polyrhythm-parent-watch").start(() -> awaitEnd(input));
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // Nothing is said after the job.
            }
        } catch (IOException e) {
            // A broken pipe is an ended one.
        }
        endNow();
    }

    /** No hooks: nobody is left who would wait for them, and they might never end. */
    static void endNow() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Region.leaveCurrent();
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
