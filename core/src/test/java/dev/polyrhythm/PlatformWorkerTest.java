package dev.polyrhythm;

import dev.polyrhythm.memory.SharedInt;

class PlatformWorkerTest extends WorkerContractTest {
    PlatformWorkerTest() {
        super(Worker.Kind.PLATFORM);
    }

    @Override
    Worker subclass(String name, SharedInt seen) {
        class Sub extends ThreadWorker {
            private final int increment = 5;

            Sub() {
                super(name);
            }

            @Override
            public void run() {
                seen.getAndAdd(increment);
            }
        }
        return new Sub();
    }
}
