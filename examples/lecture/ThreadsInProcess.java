import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.ThreadWorker;
import dev.polyrhythm.Worker;

/* "Threads can be spawned within processes": they share that process's memory, not ours. */
void main() throws InterruptedException {
    ProcessWorker p = new ProcessWorker(() -> twoThreads());
    p.start();
    p.join();
}

static int sum;

static void twoThreads() throws InterruptedException {
    ThreadWorker a = new ThreadWorker("a", () -> add(1));
    ThreadWorker b = new ThreadWorker("b", () -> add(2));
    a.start();
    a.join();
    b.start();
    b.join();
    IO.println("sum in the process: " + sum);
}

static void add(int n) {
    sum += n;
    IO.println("thread " + Worker.current().getName() + " added " + n);
}
