/** The command {@code polyrhythm}. */
@org.jspecify.annotations.NullMarked
module dev.polyrhythm.cli {
    requires static org.jspecify;
    requires dev.polyrhythm.gpio;
    requires dev.polyrhythm.platform;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.compiler;
    requires jdk.compiler;

    opens dev.polyrhythm.cli to
            info.picocli;
}
