/**
 * Pins, servos and pulses: what a program moves and listens to, on a GPIO chip of Linux or on the
 * simulated board, which is one board for all processes of a program and records every edge.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are built after this one
module dev.polyrhythm.gpio {
    requires static org.jspecify;
    requires dev.polyrhythm.platform;
    requires transitive dev.polyrhythm;

    exports dev.polyrhythm.gpio;
    exports dev.polyrhythm.gpio.device;
    exports dev.polyrhythm.gpio.trace to
            dev.polyrhythm.cli;

    provides dev.polyrhythm.memory.internal.region.RegionService with
            dev.polyrhythm.gpio.internal.simulated.PulseService;
}
