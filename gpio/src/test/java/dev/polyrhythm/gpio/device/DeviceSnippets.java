package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Board;
import java.time.Duration;
import java.util.OptionalDouble;

/** The code that the Javadoc quotes. */
final class DeviceSnippets {
    private DeviceSnippets() {}

    static void led(Board board) throws InterruptedException {
        // @start region="led"
        try (Led led = new Led(board, 17)) {
            led.blink(Duration.ofMillis(100), Duration.ofMillis(100), 3);
            led.await(Duration.ofSeconds(30));
        }
        // @end
    }

    static void button(Board board) throws InterruptedException {
        // @start region="button"
        try (Button button = new Button(board, 2);
                Led led = new Led(board, 17)) {
            button.onPress(led::on);
            button.onRelease(led::off);
            if (!button.awaitPress(Duration.ofMinutes(1))) {
                throw new IllegalStateException("the button was not pressed in a minute");
            }
        }
        // @end
    }

    static void buzzer(Board board) throws InterruptedException {
        // @start region="buzzer"
        try (Buzzer buzzer = new Buzzer(board, 22)) {
            buzzer.tone(440, Duration.ofMillis(200)); // a passive one
            buzzer.await(Duration.ofSeconds(30));
            buzzer.beep(Duration.ofMillis(50), Duration.ofMillis(50), 2); // an active one
            buzzer.await(Duration.ofSeconds(30));
        }
        // @end
    }

    static void motor(Board board) throws InterruptedException {
        // @start region="motor"
        try (Motor motor = new Motor(board, 5, 6)) {
            motor.forward(0.5);
            Thread.sleep(200);
            motor.brake();
        }
        // @end
    }

    static void robot(Board board) throws InterruptedException {
        // @start region="robot"
        try (Robot robot = new Robot(new Motor(board, 5, 6), new Motor(board, 12, 13))) {
            robot.forward(0.5);
            Thread.sleep(100);
            robot.curve(0.5, -0.3); // a little to the left
            Thread.sleep(100);
        }
        // @end
    }

    static void rgb(Board board) throws InterruptedException {
        // @start region="rgb"
        try (RgbLed led = new RgbLed(board, 9, 10, 11)) {
            led.setColor(1, 0.4, 0); // orange
            Thread.sleep(100);
        }
        // @end
    }

    static void servo(Board board) throws InterruptedException {
        // @start region="servo"
        try (SmoothServo servo = new SmoothServo(board, 18, ServoType.SG90)) {
            servo.setMaxSpeed(360); // degrees a second
            servo.setAngle(0);
            servo.setAngle(90);
            servo.await(Duration.ofSeconds(30));
        }
        // @end
    }

    static void stepper(Board board) throws InterruptedException {
        // @start region="stepper"
        try (Stepper stepper = Stepper.ofCoils(board, 5, 6, 12, 13)) {
            stepper.setSpeed(500); // half steps a second
            stepper.setAcceleration(2000);
            stepper.rotate(9);
            stepper.await(Duration.ofSeconds(30));
        }
        // @end
    }

    static OptionalDouble distance(Board board) throws InterruptedException {
        // @start region="distance"
        try (DistanceSensor sensor = new DistanceSensor(board, 23, 24)) {
            return sensor.measure(); // in metres; empty if nothing is in range
        }
        // @end
    }

    static boolean motion(Board board) throws InterruptedException {
        // @start region="motion"
        try (MotionSensor sensor = new MotionSensor(board, 4)) {
            return sensor.awaitMotion(Duration.ofSeconds(30));
        }
        // @end
    }
}
