package dev.polyrhythm;

class ProcessPipeTest extends PipeContractTest {
    ProcessPipeTest() {
        super(Worker.Kind.PROCESS);
    }
}
