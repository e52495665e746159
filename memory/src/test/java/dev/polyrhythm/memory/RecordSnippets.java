package dev.polyrhythm.memory;

/** The code that the Javadoc quotes. */
final class RecordSnippets {
    private RecordSnippets() {}

    // @start region="record"
    record Position(double x, double y, int step) {}

    static SharedRecord<Position> start() {
        SharedRecord<Position> position = SharedRecord.create(new Position(0, 0, 0));
        position.set(new Position(1, 2, 1));
        position.update(p -> new Position(p.x() + 1, p.y(), p.step() + 1));
        return position;
    }
    // @end
}
