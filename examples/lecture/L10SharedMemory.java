import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedFloatArray;
import dev.polyrhythm.memory.SharedInt;

/* "Passing data between main & secondary processes using shared memory": Value and Array. */
void main() throws InterruptedException {
    SharedInt myValue = SharedInt.create(0);
    SharedFloatArray myArray = SharedFloatArray.create(3);

    ProcessWorker p1 = new ProcessWorker(() -> fn(myArray, myValue));
    IO.println("Before starting process:");
    IO.println(" Array: " + myArray);
    IO.println(" Value: " + myValue.get());
    p1.start();
    IO.println("\n\nImmediately after starting process:");
    IO.println(" Array: " + myArray);
    IO.println(" Value: " + myValue.get() + "\n\n");
    p1.join();
    IO.println("\n\nAfter completing process:");
    IO.println(" Array: " + myArray);
    IO.println(" Value: " + myValue.get());
}

static void fn(SharedFloatArray myArray, SharedInt myValue) {
    int[] numbers = {3, 2, 1};
    for (int idx = 0; idx < numbers.length; idx++) {
        myArray.set(idx, numbers[idx] * 2);
        myValue.set((int) myArray.stream().sum());
        IO.println("In the process, iter=%d:".formatted(idx));
        IO.println(" Array: " + myArray);
        IO.println(" Value: " + myValue.get());
    }
}
