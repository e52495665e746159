package dev.polyrhythm.gpio;

import java.time.Duration;

/**
 * Counts of the pulses of a pin. A width's error is how much later the line fell than it should
 * have, counted from the measured rise; a rise's lateness is how much later the line rose than the
 * period asked for, which a servo does not feel. Percentiles are exact to within about 3 per cent.
 *
 * @param pin the pin's BCM number
 * @param pulses pulses that were completed
 * @param skipped rises that were left out because they would have been late by more than 2 ms or a
 *     quarter of the period
 * @param late rises that were late by more than half of that; their pulses have their full width
 * @param stretched pulses that ended more than 50 us late
 * @param period the period of the last pulse
 * @param narrowest the smallest width that was asked for
 * @param widest the largest width that was asked for
 * @param errorMedian half of all widths had an error of at most this
 * @param error99 ninety-nine of a hundred widths had an error of at most this
 * @param errorMax the largest error
 * @param lateMedian half of all rises were at most so late
 * @param late99 ninety-nine of a hundred rises were at most so late
 * @param lateMax the largest lateness of a rise
 */
public record PulseStatistics(
        int pin,
        long pulses,
        long skipped,
        long late,
        long stretched,
        Duration period,
        Duration narrowest,
        Duration widest,
        Duration errorMedian,
        Duration error99,
        Duration errorMax,
        Duration lateMedian,
        Duration late99,
        Duration lateMax) {}
