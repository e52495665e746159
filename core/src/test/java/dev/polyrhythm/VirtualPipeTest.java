package dev.polyrhythm;

class VirtualPipeTest extends PipeContractTest {
    VirtualPipeTest() {
        super(Worker.Kind.VIRTUAL);
    }
}
