import dev.polyrhythm.ProcessWorker;

/* "Multiprocessing example": the second loop is a process, which can be terminated. */
void main() throws InterruptedException {
    ProcessWorker myProcess = new ProcessWorker(() -> fn());
    try {
        myProcess.start();

        while (true) {
            IO.println("main");
            Thread.sleep(750);
        }
    } catch (InterruptedException e) { // Ctrl-C
    }

    myProcess.terminate(); // there is no such thing for threads
    myProcess.join(); // always join after terminate
}

static void fn() throws InterruptedException {
    while (true) {
        IO.println("fn");
        Thread.sleep(500);
    }
}
