import dev.polyrhythm.ThreadWorker;

/* "Passing arguments": the captured values of the lambda are the thread's arguments. */
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
