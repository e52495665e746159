package dev.polyrhythm.platform;

/**
 * Whether this JVM may make native calls. Without the permission they would work, but the JVM would
 * print a warning into the output of the program: so none is made.
 */
public final class NativeAccess {
    private static final boolean GRANTED =
            NativeAccess.class.getModule().isNativeAccessEnabled()
                    && System.getProperty("os.name").equals("Linux");

    private NativeAccess() {}

    /**
     * Whether native calls may be made.
     *
     * @return true on Linux with {@code --enable-native-access} for this module or, on the class
     *     path, for {@code ALL-UNNAMED}
     */
    public static boolean isGranted() {
        return GRANTED;
    }

    /**
     * The JVM option that grants it, for a child with the same class path or modules.
     *
     * @return one argument
     */
    public static String option() {
        Module module = NativeAccess.class.getModule();
        return "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
    }
}
