import dev.polyrhythm.PoolProgress;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerPool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/*
 * The Mandelbrot set, a line of the picture for each job: written as a PGM file, for example
 * polyrhythm run examples/Mandelbrot.java -- mandelbrot.pgm 600
 * --kind process computes in processes, --kind platform in threads.
 */
void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments.length > 0 ? arguments[0] : "mandelbrot.pgm");
    int size = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 600;
    List<byte[]> lines;
    try (WorkerPool pool =
            WorkerPool.builder(Worker.Kind.configured())
                    .size(Worker.cpuCount())
                    .progress(PoolProgress.bar())
                    .build()) {
        lines = pool.map(y -> line(y, size), IntStream.range(0, size).boxed().toList());
        IO.print(pool.insight());
    }
    write(file, size, lines);
    IO.println(file.getFileName() + ": " + lines.size() + " lines");
}

static byte[] line(int y, int size) {
    byte[] line = new byte[size];
    for (int x = 0; x < size; x++) {
        line[x] = (byte) (255 - steps(3.0 * x / size - 2.25, 3.0 * y / size - 1.5));
    }
    return line;
}

static int steps(double re, double im) {
    double a = 0;
    double b = 0;
    int n = 0;
    while (n < 255 && a * a + b * b < 4) {
        double next = a * a - b * b + re;
        b = 2 * a * b + im;
        a = next;
        n++;
    }
    return n;
}

static void write(Path file, int size, List<byte[]> lines) throws java.io.IOException {
    List<byte[]> all = new ArrayList<>(lines);
    all.addFirst(("P5 " + size + " " + size + " 255\n").getBytes());
    try (var out = Files.newOutputStream(file)) {
        for (byte[] part : all) {
            out.write(part);
        }
    }
}
