package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.codec.ObjectCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Objects whose classes travel with them where other processes would not find them. */
public final class ShippedObjects extends ObjectCodec {
    public static final ShippedObjects CODEC = new ShippedObjects();

    private ShippedObjects() {}

    @Override
    protected ObjectOutputStream open(OutputStream target) throws IOException {
        return new TransportOutputStream(target);
    }

    @Override
    protected ObjectInputStream open(InputStream source) throws IOException {
        return new TransportInputStream(source);
    }

    @Override
    protected boolean isFoundByName(Class<?> type) {
        return !Codebase.isForeign(type.getClassLoader());
    }
}
