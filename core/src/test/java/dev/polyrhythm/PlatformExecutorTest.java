package dev.polyrhythm;

/** A pool's executor, kind PLATFORM. */
class PlatformExecutorTest extends ExecutorContractTest {
    PlatformExecutorTest() {
        super(Worker.Kind.PLATFORM);
    }
}
