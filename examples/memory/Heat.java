import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedBarrier;
import dev.polyrhythm.memory.SharedDoubleArray;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLatch;
import dev.polyrhythm.memory.SharedSemaphore;
import java.util.concurrent.BrokenBarrierException;

static final int PARTS = 3;
static final int CELLS_PER_PART = 20;
static final int CELLS = PARTS * CELLS_PER_PART;
static final int STEPS = 1000;

/* A rod that is hot at one end, and how its heat spreads: each process computes a part of it. */
record Rod(
        SharedDoubleArray now,
        SharedDoubleArray next,
        SharedLatch ready,
        SharedBarrier step,
        SharedSemaphore sensors,
        SharedInt measured)
        implements java.io.Serializable {}

void main() throws InterruptedException {
    Rod rod =
            new Rod(
                    SharedDoubleArray.create(CELLS),
                    SharedDoubleArray.create(CELLS),
                    SharedLatch.create(PARTS),
                    SharedBarrier.create(PARTS),
                    SharedSemaphore.create(2),
                    SharedInt.create(0));
    rod.now().set(0, 100);

    for (int part = 0; part < PARTS; part++) {
        int first = part * CELLS_PER_PART;
        new ProcessWorker(() -> compute(rod, first)).start();
    }
    rod.ready().await();
    IO.println("all parts are ready, measured: " + rod.measured().get());
}

static void compute(Rod rod, int first) throws InterruptedException, BrokenBarrierException {
    measure(rod);
    rod.ready().countDown();
    SharedDoubleArray now = rod.now();
    SharedDoubleArray next = rod.next();
    for (int step = 1; step <= STEPS; step++) {
        for (int cell = first; cell < first + CELLS_PER_PART; cell++) {
            next.set(cell, spread(now, cell));
        }
        boolean isLast = rod.step().await() == 0;
        if (isLast && step % 500 == 0) {
            IO.println("step " + step + ", heat in the rod: " + Math.round(sum(next)));
        }
        SharedDoubleArray before = now;
        now = next;
        next = before;
    }
}

/* There are two sensors, and three processes that need one. */
static void measure(Rod rod) throws InterruptedException {
    rod.sensors().acquire();
    try {
        rod.measured().getAndAdd(CELLS_PER_PART);
    } finally {
        rod.sensors().release();
    }
}

static double spread(SharedDoubleArray now, int cell) {
    double here = now.get(cell);
    double left = cell > 0 ? now.get(cell - 1) : here;
    double right = cell < CELLS - 1 ? now.get(cell + 1) : here;
    return here + (left - 2 * here + right) / 4;
}

static double sum(SharedDoubleArray array) {
    double sum = 0;
    for (double value : array.toArray()) {
        sum += value;
    }
    return sum;
}
