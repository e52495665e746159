import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedMemory;

/* A block with a name, which a process of this program and any other program can open. */
void main() throws InterruptedException {
    String name = "named_" + ProcessHandle.current().pid();
    SharedMemory memory = SharedMemory.create(name, 4096);
    ProcessWorker writer = new ProcessWorker(() -> write(memory));
    writer.start();
    writer.join();
}

static void write(SharedMemory memory) throws InterruptedException {
    memory.segment().set(JAVA_INT, 0, 42);
    IO.println(memory.name() + " is ready");
    Thread.sleep(Duration.ofHours(1)); // look at it: polyrhythm memory
}
