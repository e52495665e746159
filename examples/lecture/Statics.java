import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.ThreadWorker;

/* "Global variables can be directly modified in new threads, but not in new processes!" */
void main() throws InterruptedException {
    ThreadWorker t = new ThreadWorker(() -> change("a thread"));
    t.start();
    t.join();
    IO.println("after the thread: " + changedBy);

    ProcessWorker p = new ProcessWorker(() -> change("a process"));
    p.start();
    p.join();
    IO.println("after the process: " + changedBy);
}

static String changedBy = "nobody";

static void change(String who) {
    changedBy = who;
    IO.println("changed by " + changedBy);
}
