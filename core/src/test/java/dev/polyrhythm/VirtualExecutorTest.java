package dev.polyrhythm;

/** A pool's executor, kind VIRTUAL. */
class VirtualExecutorTest extends ExecutorContractTest {
    VirtualExecutorTest() {
        super(Worker.Kind.VIRTUAL);
    }
}
