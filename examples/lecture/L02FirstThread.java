import dev.polyrhythm.ThreadWorker;

/* "Threading": a function that runs beside the main thread. */
void main() {
    ThreadWorker t = new ThreadWorker(() -> myFunction());
    t.start(); // start the thread (only once!)
}

static void myFunction() {
    IO.println("Thread started");
    for (int i : new int[] {3, 2, 1}) {
        IO.println(i);
    }
    IO.println("Thread ended");
}
