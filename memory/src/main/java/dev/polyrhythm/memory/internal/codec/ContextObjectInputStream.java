package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** Reads objects with the classes that the running thread's context class loader finds. */
public class ContextObjectInputStream extends ObjectInputStream {
    /**
     * Reads the beginning of a stream of objects.
     *
     * @param stream the bytes
     * @throws IOException if they are not an object stream's
     */
    public ContextObjectInputStream(InputStream stream) throws IOException {
        super(stream);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException e) {
            return super.resolveClass(
                    description); // primitives, and classes of the caller's loader
        }
    }
}
