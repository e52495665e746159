package dev.polyrhythm.gpio;

import java.time.Duration;

/**
 * Counts of the pulses of a pin. A width's error is how much later the line fell than it should
 * have, counted from the measured rise; percentiles are exact to within about 3 per cent.
 *
 * @param pin the pin's BCM number
 * @param pulses pulses that were completed
 * @param skipped rises that were left out because they would have been more than 50 us late
 * @param stretched pulses that ended more than 50 us late
 * @param period the period of the last pulse
 * @param narrowest the smallest width that was asked for
 * @param widest the largest width that was asked for
 * @param errorMedian half of all widths had an error of at most this
 * @param error99 ninety-nine of a hundred widths had an error of at most this
 * @param errorMax the largest error
 */
public record PulseStatistics(
        int pin,
        long pulses,
        long skipped,
        long stretched,
        Duration period,
        Duration narrowest,
        Duration widest,
        Duration errorMedian,
        Duration error99,
        Duration errorMax) {}
