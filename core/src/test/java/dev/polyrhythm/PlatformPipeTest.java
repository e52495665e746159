package dev.polyrhythm;

class PlatformPipeTest extends PipeContractTest {
    PlatformPipeTest() {
        super(Worker.Kind.PLATFORM);
    }
}
