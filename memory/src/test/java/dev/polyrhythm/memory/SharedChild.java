package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Region;
import dev.polyrhythm.nativeio.NativeAccess;
import dev.polyrhythm.testkit.ChildJvm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** A child JVM of this program's region, and what it is given. */
final class SharedChild {
    private SharedChild() {}

    /** Starts a main class that {@linkplain #given takes} what is shared. */
    static ChildJvm start(Class<?> main, boolean nativeAccess, Serializable shared) {
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        String access = nativeAccess ? NativeAccess.option() : "-Xshare:auto";
        return ChildJvm.start(main, region, access, encode(shared));
    }

    static String encode(Serializable shared) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** What the arguments of a main method give it. */
    static <T> T given(Class<T> type, String[] arguments) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(arguments[0]);
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return type.cast(stream.readObject());
        }
    }
}
