/** The command {@code polyrhythm}. */
@org.jspecify.annotations.NullMarked
module dev.polyrhythm.cli {
    requires static org.jspecify;
    requires dev.polyrhythm.gpio;
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires java.compiler;
    requires jdk.compiler;
    requires jdk.unsupported; // sun.misc.Signal: Ctrl-C interrupts the program's main first

    opens dev.polyrhythm.cli to
            info.picocli;
}
