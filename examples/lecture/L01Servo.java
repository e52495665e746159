import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.Pwm;

/*
 * The lecture's first program: a servo on pin 24 that turns step by step, for ever.
 * While it sleeps, nothing else can happen: that is the problem that the lecture is about.
 */
void main() throws InterruptedException {
    int pwmPin = 24;
    int dcMin = 3;
    int dcMax = 12;

    try (Board board = Board.open();
            Pwm pwm = board.pwm(pwmPin, 50)) {
        pwm.start(0);

        while (true) {
            for (int dc = dcMin; dc < dcMax; dc++) {
                pwm.setDutyCycle(dc);
                Thread.sleep(500);
            }
        }
    }
}
