import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedQueue;

/* Jobs for two processes, one of which is killed in the middle of a job. */
void main() throws InterruptedException {
    SharedQueue<Integer> jobs = SharedQueue.create(100);
    SharedInt done = SharedInt.create(0);
    SharedInt killed = SharedInt.create(0);
    for (int job = 1; job <= 20; job++) {
        jobs.put(job);
    }
    jobs.close(); // nothing more comes; what is there is still taken

    List<ProcessWorker> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
        ProcessWorker worker = new ProcessWorker(() -> work(jobs, done, killed));
        worker.start();
        workers.add(worker);
    }
    for (ProcessWorker worker : workers) {
        worker.join();
    }
    IO.println("done: " + done.get() + " of 20, killed: " + killed.get());
}

static void work(SharedQueue<Integer> jobs, SharedInt done, SharedInt killed)
        throws InterruptedException {
    try {
        while (true) {
            jobs.take(job -> {
                if (job == 10 && killed.compareAndSet(0, 1)) {
                    Runtime.getRuntime().halt(1);
                }
                done.getAndAdd(1);
            });
        }
    } catch (ClosedException e) {
        IO.println("no more jobs");
    }
}
