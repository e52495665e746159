import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.Acquired;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLock;

/* A process dies in the middle of a transfer, while it holds the lock. */
void main() throws InterruptedException {
    SharedLock lock = SharedLock.create();
    SharedInt left = SharedInt.create(100);
    SharedInt right = SharedInt.create(0);

    ProcessWorker clerk = new ProcessWorker(() -> transfer(lock, left, right));
    clerk.start();
    clerk.join();

    if (lock.acquire() == Acquired.ABANDONED) {
        IO.println("abandoned, sum: " + (left.get() + right.get()));
        right.set(100 - left.get());
        lock.repaired();
    }
    IO.println("sum: " + (left.get() + right.get()) + ", abandoned: " + lock.isAbandoned());
    lock.unlock();
}

static void transfer(SharedLock lock, SharedInt left, SharedInt right) {
    lock.lock();
    try {
        left.addAndGet(-30);
        Runtime.getRuntime().halt(1); // kill -9 would be the same
        right.addAndGet(30);
    } finally {
        lock.unlock();
    }
}
