package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.codec.ContextObjectInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectStreamClass;

/** Reads the objects of a {@link TransportOutputStream}, with the classes that came along. */
public final class TransportInputStream extends ContextObjectInputStream {
    TransportInputStream(InputStream stream) throws IOException {
        super(stream);
    }

    public TransportInputStream(byte[] bytes) throws IOException {
        this(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        String location = readUTF();
        return location.isEmpty()
                ? super.resolveClass(description)
                : Class.forName(description.getName(), false, Codebase.loader(location));
    }
}
