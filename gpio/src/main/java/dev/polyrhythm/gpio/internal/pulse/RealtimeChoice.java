package dev.polyrhythm.gpio.internal.pulse;

/** The user's choice of how the pulses' thread is scheduled. */
final class RealtimeChoice {
    /** The property: {@code off} leaves the thread an ordinary one. */
    static final String PROPERTY = "polyrhythm.realtime";

    private RealtimeChoice() {}

    /** Whether the thread should be a realtime one where the system permits it. */
    static boolean isWanted() {
        return !"off".equals(System.getProperty(PROPERTY));
    }
}
