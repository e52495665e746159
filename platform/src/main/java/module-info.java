/** What the library knows of the operating system, for our own modules only. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are built after this one
module dev.polyrhythm.platform {
    requires static org.jspecify;
    requires jdk.unsupported; // sun.misc.Signal

    exports dev.polyrhythm.platform to
            dev.polyrhythm.memory,
            dev.polyrhythm,
            dev.polyrhythm.gpio,
            dev.polyrhythm.cli;
    exports dev.polyrhythm.platform.gpio to
            dev.polyrhythm.gpio,
            dev.polyrhythm.cli;
}
