package dev.polyrhythm;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The code that the Javadoc quotes. */
final class PoolSnippets {
    private PoolSnippets() {}

    static int pool(Worker.Kind kind) throws InterruptedException, ExecutionException {
        // @start region="pool"
        try (WorkerPool pool = WorkerPool.builder(kind).size(2).build()) {
            int number = 20;
            PoolFuture<Integer> answer = pool.submit(() -> number + 1);
            List<Integer> squares = pool.map(n -> n * n, List.of(1, 2, 3));
            return squares.getLast() + answer.get(); // 9 + 21
        }
        // @end
    }

    static List<String> stream(WorkerPool pool, Iterable<String> lines) {
        // @start region="stream"
        try (Stream<String> results = pool.mapUnordered(line -> line.trim(), lines)) {
            return results.limit(10).toList();
        }
        // @end
    }

    static int local(WorkerPool pool) throws InterruptedException, ExecutionException {
        // @start region="local"
        WorkerLocal<AtomicInteger> counter = WorkerLocal.withInitial(() -> new AtomicInteger());
        PoolFuture<Integer> first = pool.submit(() -> counter.get().incrementAndGet());
        // @end
        return first.get();
    }
}
