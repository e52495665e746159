/** The calls of the operating system that the JDK does not offer, for our own modules only. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are built after this one
module dev.polyrhythm.nativeio {
    requires static org.jspecify;

    exports dev.polyrhythm.nativeio to
            dev.polyrhythm.memory,
            dev.polyrhythm,
            dev.polyrhythm.gpio;
}
