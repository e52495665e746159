package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** A child JVM of this program's region, and what it is given. */
final class SharedChild {
    private SharedChild() {}

    /** Starts a main class that {@linkplain #given takes} what is shared. */
    static ChildJvm start(Class<?> main, boolean nativeAccess, Serializable shared) {
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        String access = nativeAccess ? NativeAccess.option() : "-Xshare:auto";
        try {
            return ChildJvm.start(main, region, access, Handles.toText(shared));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts such JVMs, all of them given the same. */
    static Supplier<ChildJvm> starter(Class<?> main, Serializable shared) {
        return () -> start(main, true, shared);
    }

    /** What the arguments of a main method give it. */
    static <T> T given(Class<T> type, String[] arguments) throws Exception {
        return type.cast(Handles.fromText(arguments[0]));
    }
}
