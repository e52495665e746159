package dev.polyrhythm;

import java.time.Duration;
import java.util.List;

/**
 * Figures of the workers of a {@link WorkerPool}, at one moment.
 *
 * @param workers those that there are, and after them some that were given up or replaced
 * @param slowest the jobs and items that took longest
 */
public record PoolInsight(List<WorkerTimes> workers, List<SlowTask> slowest) {
    /** Copies both lists. */
    public PoolInsight {
        workers = List.copyOf(workers);
        slowest = List.copyOf(slowest);
    }

    /** The condition of a worker. */
    public enum Condition {
        /** Started, and not ready yet. */
        STARTING,
        /** Waiting for something to do. */
        WAITING,
        /** Running a job or an item. */
        WORKING,
        /** A thread that did not end when it was asked to, and was given up. */
        ROGUE,
        /** Ended. */
        ENDED
    }

    /**
     * The figures of a worker.
     *
     * @param name its name
     * @param condition its condition
     * @param tasks jobs and items that it has ended
     * @param start how long it took to get ready
     * @param waiting how long it had nothing to do since
     * @param working how long it worked
     */
    public record WorkerTimes(
            String name,
            Condition condition,
            long tasks,
            Duration start,
            Duration waiting,
            Duration working) {}

    /**
     * A job or an item that took long.
     *
     * @param task what it was, as text
     * @param time how long it took
     */
    public record SlowTask(String task, Duration time) {}

    /**
     * Counts the threads that were given up, as they did not end.
     *
     * @return how many of them have not come back
     */
    public long rogueCount() {
        return workers.stream().filter(w -> w.condition() == Condition.ROGUE).count();
    }

    /** Returns a table, for people. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%-20s %-9s %9s %9s %9s %9s%n"
                        .formatted("worker", "state", "tasks", "start", "waiting", "working"));
        for (WorkerTimes w : workers) {
            text.append(
                    "%-20s %-9s %9d %9s %9s %9s%n"
                            .formatted(
                                    w.name(),
                                    w.condition(),
                                    w.tasks(),
                                    seconds(w.start()),
                                    seconds(w.waiting()),
                                    seconds(w.working())));
        }
        for (SlowTask task : slowest) {
            text.append("slow: %s  %s%n".formatted(seconds(task.time()), task.task()));
        }
        return text.toString();
    }

    private static String seconds(Duration time) {
        return "%.3f s".formatted(time.toNanos() / 1e9);
    }
}
