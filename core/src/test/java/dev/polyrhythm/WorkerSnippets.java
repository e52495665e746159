package dev.polyrhythm;

import java.time.Duration;

/** The code that the Javadoc quotes. */
final class WorkerSnippets {
    private WorkerSnippets() {}

    static void kinds(Task task) throws InterruptedException {
        // @start region="kinds"
        Worker thread = Worker.ofPlatform().name("left").start(task);
        Worker light = Worker.ofVirtual().name("right").start(task);
        Worker process = Worker.ofProcess().name("apart").start(task);
        thread.join();
        light.join();
        process.join();
        // @end
    }

    static void timer(Task ring) {
        // @start region="timer"
        Timer timer = new Timer(Duration.ofSeconds(5), ring);
        timer.start();
        timer.cancel(); // unless it has rung
        // @end
    }
}
