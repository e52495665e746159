package dev.polyrhythm;

import dev.polyrhythm.memory.SharedInt;

class VirtualWorkerTest extends WorkerContractTest {
    VirtualWorkerTest() {
        super(Worker.Kind.VIRTUAL);
    }

    @Override
    Worker subclass(String name, SharedInt seen) {
        class Sub extends ThreadWorker {
            Sub() {
                super(Worker.Kind.VIRTUAL, name);
            }

            @Override
            public void run() {
                seen.getAndAdd(5);
            }
        }
        return new Sub();
    }
}
