import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.polyrhythm.memory.SharedMemory;

/* Exchanges data with exchange.py, whose path is the argument, through memory with a name. */
void main(String[] arguments) throws Exception {
    String script = arguments[0];
    String name = "exchange_" + ProcessHandle.current().pid();
    offer(script, name + "_java");
    answer(script, name + "_python");
}

/* Java makes the block, Python works in it. */
void offer(String script, String name) throws Exception {
    double[] numbers = {1.5, -2, 1e300};
    try (SharedMemory memory = SharedMemory.create(name, 8 + 8 * numbers.length)) {
        MemorySegment doubles = memory.segment().asSlice(8);
        memory.segment().set(JAVA_INT, 0, numbers.length);
        doubles.copyFrom(MemorySegment.ofArray(numbers));

        python(script, "double", name).waitFor();

        IO.println("Python doubled: " + Arrays.toString(doubles.toArray(JAVA_DOUBLE)));
        memory.unlink();
    }
}

/* Python makes the block, Java answers in it. */
void answer(String script, String name) throws Exception {
    Process python = python(script, "offer", name);
    BufferedReader output = python.inputReader();
    IO.println("Python says: " + output.readLine());
    try (SharedMemory memory = SharedMemory.open(name)) {
        IO.println("Python asked: " + memory.segment().getString(0));
        MemorySegment.copy("salut".getBytes(), 0, memory.segment(), JAVA_BYTE, 16, 5);
    }
    try (Writer input = python.outputWriter()) {
        input.write("go on\n");
    }
    IO.println("Python says: " + output.readLine());
    python.waitFor();
}

Process python(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of("python3"));
    line.addAll(List.of(command));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
}
