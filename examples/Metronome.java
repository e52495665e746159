import dev.polyrhythm.Rhythm;
import dev.polyrhythm.Rhythm.WhenLate;
import dev.polyrhythm.Worker;
import java.time.Duration;

/*
 * Three against four: two rhythms, each in a worker of its own, that meet every 1.2 seconds. Each
 * beat has its place in time, so they still meet after an hour. --kind says whether the workers are
 * threads or processes.
 */
void main() throws InterruptedException {
    Worker.Builder worker = Worker.of(Worker.Kind.configured());
    Worker three = worker.name("three").start(() -> play(Duration.ofMillis(400), 6));
    Worker four = worker.name("four").start(() -> play(Duration.ofMillis(300), 8));
    three.join();
    four.join();
}

static void play(Duration period, int beats) throws Exception {
    Rhythm rhythm = Rhythm.every(period).maxBeats(beats).whenLate(WhenLate.CATCH_UP);
    String name = Worker.current().getName();
    rhythm.run(beat -> IO.println(name + " " + (beat.number() + 1)));
    IO.println(name + ": " + rhythm.statistics().beats() + " beats, none missed");
}
