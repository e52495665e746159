import dev.polyrhythm.ThreadWorker;

/* "Thread subclassing example": objects of our own class run as threads. */
void main() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
        Countdown t = new Countdown(new int[] {3, 2, 1}, "name=" + i);
        t.start();
        IO.println("t.isAlive() = " + t.isAlive()); // true if the thread is running
        IO.println(t.getName()); // the name of the thread
        t.join();
        IO.println("t.isAlive() = " + t.isAlive());
    }
}

static class Countdown extends ThreadWorker {
    private final int[] count;

    Countdown(int[] count, String threadName) {
        super(threadName);
        this.count = count;
    }

    @Override
    public void run() throws InterruptedException {
        IO.println("Thread started");
        for (int i : count) {
            IO.println(i);
            Thread.sleep(500);
        }
        IO.println("Thread ended");
    }
}
