import dev.polyrhythm.ThreadWorker;

/* "Passing arguments": what the lambda captures is what the thread is given. */
void main() {
    int[] countdown = {3, 2, 1};
    ThreadWorker t = new ThreadWorker(() -> myFn(countdown));
    t.start();
}

static void myFn(int[] count) {
    for (int i : count) {
        IO.println(i);
    }
}
