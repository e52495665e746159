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
import java.util.function.Supplier;

/** JVMs of one program: what they share travels to them as an argument. */
final class Children {
    private Children() {}

    /** Starts JVMs in this program's region, with the state as their first argument. */
    static Supplier<ChildJvm> starter(Class<?> main, Serializable state) {
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        String argument = encode(state);
        return () -> ChildJvm.start(main, region, NativeAccess.option(), argument);
    }

    private static String encode(Serializable state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    /** In the child: the state. */
    static <T> T state(Class<T> type, String... arguments)
            throws IOException, ClassNotFoundException {
        byte[] bytes = HexFormat.of().parseHex(arguments[0]);
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return type.cast(stream.readObject());
        }
    }
}
