package dev.polyrhythm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/**
 * Reads what {@link TravelOutput} wrote: with the classes that came along, else with those that the
 * running thread's context class loader finds.
 */
final class TravelInput extends ObjectInputStream {
    TravelInput(InputStream stream) throws IOException {
        super(stream);
    }

    TravelInput(byte[] bytes) throws IOException {
        this(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        String location = readUTF();
        ClassLoader loader =
                location.isEmpty()
                        ? Thread.currentThread().getContextClassLoader()
                        : ShippedClasses.loader(location);
        try {
            return Class.forName(description.getName(), false, loader);
        } catch (ClassNotFoundException e) {
            return super.resolveClass(description); // primitives, and the library's own
        }
    }
}
