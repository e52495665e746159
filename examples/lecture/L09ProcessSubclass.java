import dev.polyrhythm.ProcessWorker;

/* "Process subclassing example": one word differs from the thread. The object is copied. */
void main() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
        Countdown p = new Countdown(new int[] {3, 2, 1}, "name=" + i);
        p.start();
        IO.println("p.isAlive() = " + p.isAlive());
        IO.println(p.getName());
        p.join();
        IO.println("p.isAlive() = " + p.isAlive());
    }
}

static class Countdown extends ProcessWorker {
    private final int[] count;

    Countdown(int[] count, String processName) {
        super(processName);
        this.count = count;
    }

    @Override
    public void run() throws InterruptedException {
        IO.println("Process started");
        for (int i : count) {
            Thread.sleep(500);
            IO.println(i);
        }
        IO.println("Process ended");
    }
}
