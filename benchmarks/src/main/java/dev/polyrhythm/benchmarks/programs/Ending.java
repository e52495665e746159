package dev.polyrhythm.benchmarks.programs;

/** The end of a program that may have pools which do not end by themselves. */
final class Ending {
    private Ending() {}

    /** Ends all descendants and this process. What was printed stays. */
    static void endAll() {
        System.out.flush();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        System.exit(0);
    }
}
