import dev.polyrhythm.ThreadWorker;
import java.time.Duration;

/* "Thread syntax and methods": a name, a daemon, and two ways to wait. */
void main() throws InterruptedException {
    int[] count = {3, 2, 1};
    ThreadWorker t = new ThreadWorker("myname", () -> countdown(count));
    t.setDaemon(true); // a daemon is forced to end when the main code ends

    t.start(); // start the thread (only once!)
    t.join(); // wait for the thread to end
    t.join(Duration.ofSeconds(1)); // or wait, but no longer than this
}

static void countdown(int[] count) throws InterruptedException {
    IO.println("Thread started");
    for (int i : count) {
        IO.println(i);
        Thread.sleep(500);
    }
    IO.println("Thread ended");
}
