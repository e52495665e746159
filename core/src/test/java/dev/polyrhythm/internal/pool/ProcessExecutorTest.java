package dev.polyrhythm.internal.pool;

import dev.polyrhythm.ExecutorContractTest;
import dev.polyrhythm.Worker;

/** A pool's executor, kind PROCESS. */
class ProcessExecutorTest extends ExecutorContractTest {
    ProcessExecutorTest() {
        super(Worker.Kind.PROCESS);
    }
}
