import dev.polyrhythm.ThreadWorker;

/* "Threading example": two loops of different speeds, until Ctrl-C. */
void main() throws InterruptedException {
    ThreadWorker myThread = new ThreadWorker(() -> fn());
    try {
        myThread.start();

        while (true) {
            IO.println("main");
            Thread.sleep(750);
        }
    } catch (InterruptedException e) { // Ctrl-C
    }

    myThread.join();
}

static void fn() throws InterruptedException {
    while (true) {
        IO.println("fn");
        Thread.sleep(500);
    }
}
