package dev.polyrhythm.memory.internal.codec;

import dev.polyrhythm.memory.Serializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Java serialization of a queue's items: the default. */
final class JavaSerializer extends ObjectCodec implements Serializer {
    private static final int FIRST_SIZE = 128;

    @Override
    protected ObjectOutputStream open(OutputStream target) throws IOException {
        return new ObjectOutputStream(target);
    }

    @Override
    protected ObjectInputStream open(InputStream source) throws IOException {
        return new ContextObjectInputStream(source);
    }

    @Override
    public byte[] serialize(Object object) throws IOException {
        GrowingBuffer bytes = new GrowingBuffer(FIRST_SIZE);
        write(object, bytes);
        return bytes.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        return read(bytes);
    }
}
