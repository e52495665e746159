package dev.polyrhythm;

import dev.polyrhythm.memory.SharedInt;

class ProcessKindTest extends WorkerContractTest {
    ProcessKindTest() {
        super(Worker.Kind.PROCESS);
    }

    @Override
    Worker subclass(String name, SharedInt seen) {
        return new Sub(name, seen, 5);
    }

    private static final class Sub extends ProcessWorker {
        private static final long serialVersionUID = 1L;
        private final SharedInt seen;
        private final int increment;

        Sub(String name, SharedInt seen, int increment) {
            super(name);
            this.seen = seen;
            this.increment = increment;
        }

        @Override
        public void run() {
            seen.getAndAdd(increment);
        }
    }
}
