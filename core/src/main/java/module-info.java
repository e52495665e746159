/**
 * Workers: one type that is a virtual thread, a platform thread or a process of the operating
 * system, chosen by one word.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are built after this one
module dev.polyrhythm {
    requires static org.jspecify;
    requires static jdk.jfr; // events for flight recordings, where the JDK has them
    requires dev.polyrhythm.platform;
    requires transitive dev.polyrhythm.memory;
    requires java.management; // the options of this JVM, which its children inherit

    exports dev.polyrhythm;
    exports dev.polyrhythm.internal.worker to
            dev.polyrhythm.cli;
    exports dev.polyrhythm.monitor to
            dev.polyrhythm.cli;
}
