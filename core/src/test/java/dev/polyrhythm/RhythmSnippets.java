package dev.polyrhythm;

import java.time.Duration;

/** The code that the Javadoc of rhythms quotes. */
final class RhythmSnippets {
    private RhythmSnippets() {}

    static RhythmStatistics rhythm(Task step) throws Exception {
        // @start region="rhythm"
        Rhythm rhythm = Rhythm.every(Duration.ofMillis(10)).maxTime(Duration.ofMillis(100));
        rhythm.run(beat -> {
            step.run();
            if (beat.lateness().toMillis() >= 5) {
                System.err.println("beat " + beat.number() + " was late");
            }
        });
        RhythmStatistics statistics = rhythm.statistics(); // beats and missed ones: 10
        // @end
        return statistics;
    }

    static ProcessWorker realtime(BeatTask control) {
        // @start region="realtime"
        return Worker.ofProcess()
                .realtime(50) // needs the right to
                .affinity(1)
                .start(() -> Rhythm.every(Duration.ofMillis(1)).run(control));
        // @end
    }
}
