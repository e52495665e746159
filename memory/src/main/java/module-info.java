/**
 * Memory that several processes of one program share: values and arrays that a {@code Worker}
 * captures and that every process sees.
 *
 * <p>Everything lies in mapped files of one private directory, the program's region; no JVM flag is
 * needed. Where native access is granted, waiting is faster.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the modules of the qualified exports are built after this one
module dev.polyrhythm.memory {
    requires dev.polyrhythm.platform;
    requires static org.jspecify;
    requires static jdk.jfr; // events for flight recordings, where the JDK has them

    exports dev.polyrhythm.memory;
    exports dev.polyrhythm.memory.internal.codec to
            dev.polyrhythm;
    exports dev.polyrhythm.memory.internal.pipe to
            dev.polyrhythm;
    exports dev.polyrhythm.memory.internal.region to
            dev.polyrhythm,
            dev.polyrhythm.gpio,
            dev.polyrhythm.cli;
    exports dev.polyrhythm.memory.internal.ring to
            dev.polyrhythm;
    exports dev.polyrhythm.memory.internal.wait to
            dev.polyrhythm,
            dev.polyrhythm.gpio;

    uses dev.polyrhythm.memory.Serializer;
    uses dev.polyrhythm.memory.internal.region.RegionService;
}
