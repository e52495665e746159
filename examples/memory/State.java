import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.memory.SharedEvent;
import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.memory.SharedRecord;
import dev.polyrhythm.memory.SharedString;

record Position(double x, double y, long step) {}

/* One process changes a position; another reads it, and never sees it half written. */
void main() throws InterruptedException {
    SharedRecord<Position> position = SharedRecord.create(new Position(0, 0, 0));
    SharedString status = SharedString.create(100, "waiting");
    SharedEvent begin = SharedEvent.create();
    SharedLong steps = SharedLong.create(0);

    ProcessWorker walker = new ProcessWorker(() -> walk(position, status, begin, steps));
    walker.start();
    IO.println(status.get());
    begin.set();
    long looks = 0;
    while (walker.isAlive()) {
        Position seen = position.get();
        if (seen.y() != 2 * seen.x() || seen.x() != seen.step()) {
            throw new AssertionError(seen);
        }
        looks++;
    }
    IO.println(status.get() + ": " + position.get() + ", steps: " + steps.get());
    IO.println("looked on: " + (looks > 0));
}

static void walk(
        SharedRecord<Position> position, SharedString status, SharedEvent begin, SharedLong steps)
        throws InterruptedException {
    begin.await();
    status.set("walking");
    for (int i = 0; i < 10_000; i++) {
        position.update(p -> new Position(p.x() + 1, p.y() + 2, p.step() + 1));
        steps.getAndAdd(1);
    }
    status.update(before -> before + ", there");
}
