package dev.polyrhythm;

/** Pools of platform threads. */
class PlatformPoolTest extends ThreadPoolContractTest {
    PlatformPoolTest() {
        super(Worker.Kind.PLATFORM);
    }
}
