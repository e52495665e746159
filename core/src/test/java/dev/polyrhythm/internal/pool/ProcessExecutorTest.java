package dev.polyrhythm.internal.pool;

import dev.polyrhythm.ExecutorContractTest;
import dev.polyrhythm.Worker;
import org.junit.jupiter.api.Tag;

/** A pool's executor, kind PROCESS. */
@Tag("process")
class ProcessExecutorTest extends ExecutorContractTest {
    ProcessExecutorTest() {
        super(Worker.Kind.PROCESS);
    }
}
