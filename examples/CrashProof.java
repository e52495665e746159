import dev.polyrhythm.PoolFuture;
import dev.polyrhythm.TaskTimeoutException;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.WorkerPool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/*
 * A service that parses documents of others. One document halts the JVM that parses it, as a crash of
 * a native library would, one keeps its parser busy for ever: that costs this document, no other,
 * and never the service.
 */
void main() throws InterruptedException {
    List<String> documents = List.of("a b c", "halt", "d e", "loop", "f");
    try (WorkerPool pool = WorkerPool.ofProcesses(2)) {
        List<PoolFuture<Integer>> words = new ArrayList<>();
        for (String document : documents) {
            words.add(pool.submit(() -> parse(document), Duration.ofSeconds(1)));
        }
        for (int i = 0; i < documents.size(); i++) {
            IO.println(documents.get(i) + ": " + outcome(words.get(i)));
        }
    }
}

static int parse(String document) {
    if (document.equals("halt")) {
        Runtime.getRuntime().halt(3);
    }
    while (document.equals("loop")) {
        Thread.onSpinWait();
    }
    return document.split(" ").length;
}

static String outcome(PoolFuture<Integer> words) throws InterruptedException {
    try {
        return words.get() + " words";
    } catch (ExecutionException e) {
        return switch (e.getCause()) {
            case WorkerDiedException death -> "its parser died with code " + death.exitCode();
            case TaskTimeoutException late -> "took longer than " + late.limit().toSeconds() + " s";
            default -> "failed: " + e.getCause();
        };
    }
}
