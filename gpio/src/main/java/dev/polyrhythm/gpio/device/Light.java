package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Pwm;

/** A line that is high for a share of the time; fully off and fully on have no pulses. */
final class Light {
    private Light() {}

    /** Sets the share, 0.0 to 1.0. Off is at once, as it does not wait for the next pulse. */
    static void set(Pwm pwm, double share) {
        if (share == 0) {
            pwm.stop();
        } else {
            pwm.start(100 * share);
        }
    }
}
