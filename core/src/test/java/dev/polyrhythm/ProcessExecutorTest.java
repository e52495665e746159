package dev.polyrhythm;

/** A pool's executor, kind PROCESS. */
class ProcessExecutorTest extends ExecutorContractTest {
    ProcessExecutorTest() {
        super(Worker.Kind.PROCESS);
    }
}
