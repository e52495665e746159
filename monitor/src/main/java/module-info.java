/** Traces of what a program did to its pins, and their rendering. */
@org.jspecify.annotations.NullMarked
module dev.polyrhythm.monitor {
    requires static org.jspecify;
    requires transitive dev.polyrhythm.gpio;
    requires transitive dev.polyrhythm;
    requires dev.polyrhythm.memory;

    exports dev.polyrhythm.monitor;
}
