import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Pwm;

/*
 * The lecture's question: two servos that loop with slightly different delays between their steps.
 * Each has a loop of its own, in a worker of its own; --kind says whether that is a thread or a
 * process. For ever, until Ctrl-C.
 */
void main() throws InterruptedException {
    Worker.Builder worker = Worker.of(Worker.Kind.configured());
    Worker left = worker.name("left").start(() -> loop(24, 500));
    Worker right = worker.name("right").start(() -> loop(25, 750));
    left.join();
    right.join();
}

static void loop(int pin, long stepMillis) throws InterruptedException {
    IO.println("pin " + pin + ": " + Worker.current().getName() + ", pid " + ProcessHandle.current().pid());
    try (Board board = Board.open();
            Pwm pwm = board.pwm(pin, 50)) {
        pwm.start(0);
        while (true) {
            for (int dutyCycle = 3; dutyCycle < 12; dutyCycle++) {
                pwm.setDutyCycle(dutyCycle);
                Thread.sleep(stepMillis);
            }
        }
    }
}
