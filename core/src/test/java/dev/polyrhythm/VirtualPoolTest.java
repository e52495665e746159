package dev.polyrhythm;

/** Pools of virtual threads. */
class VirtualPoolTest extends ThreadPoolContractTest {
    VirtualPoolTest() {
        super(Worker.Kind.VIRTUAL);
    }
}
