import dev.polyrhythm.ProcessWorker;
import java.time.Duration;

/* "Multiprocessing": the same function, in a process of its own. No main guard is needed. */
void main() throws InterruptedException {
    int[] x = {3, 2, 1};
    ProcessWorker p = new ProcessWorker("myname", () -> countdown(x));
    p.setDaemon(true); // force the process to end when the main code ends

    p.start(); // start the process (only once!)
    p.join(); // wait for the new process to end
    p.join(Duration.ofSeconds(1)); // or wait, but no longer than this
}

static void countdown(int[] count) throws InterruptedException {
    IO.println("Process started");
    for (int i : count) {
        IO.println(i);
        Thread.sleep(500);
    }
    IO.println("Process ended");
}
