package dev.polyrhythm;

import org.junit.jupiter.api.Tag;

@Tag("process")
class ProcessPipeTest extends PipeContractTest {
    ProcessPipeTest() {
        super(Worker.Kind.PROCESS);
    }
}
