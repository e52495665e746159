import dev.polyrhythm.memory.SharedBoolean;
import dev.polyrhythm.memory.SharedFloatArray;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedRecord;
import dev.polyrhythm.memory.SharedString;

record Reading(long number, double half, boolean odd, char sign) {}

/* Prints the locations of its shared objects; read_shared.py reads them from there. */
void main() throws InterruptedException {
    SharedInt counter = SharedInt.create(7);
    SharedBoolean running = SharedBoolean.create(true);
    SharedFloatArray samples = SharedFloatArray.of(1.5f, 2.5f, -3);
    SharedString status = SharedString.create(100, "läuft 🥁");
    SharedRecord<Reading> reading = SharedRecord.create(reading(0));

    IO.println("counter " + counter.location());
    IO.println("running " + running.location());
    IO.println("samples " + samples.location());
    IO.println("status " + status.location());
    IO.println("reading " + reading.location() + " qd?u");

    for (long number = 1; !Thread.interrupted(); number++) {
        reading.set(reading(number));
        if (number % 1000 == 0) {
            Thread.sleep(1);
        }
    }
}

static Reading reading(long number) {
    return new Reading(number, number / 2.0, number % 2 == 1, number == 0 ? '0' : 'ä');
}
