package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.ContextObjectInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.SoftReference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Java serialization: the default. Simple records have a {@linkplain RecordFormat shorter way}. */
final class JavaSerializer implements Serializer {
    private static final byte RECORD = 1; // the object stream's own bytes begin with 0xAC
    private static final int KNOWN_CLASSES = 64;

    private final AtomicReferenceArray<@Nullable SoftReference<Known>> known =
            new AtomicReferenceArray<>(KNOWN_CLASSES);

    /** A class that was found by a name and loader before. */
    private record Known(String name, @Nullable ClassLoader loader, Class<?> type) {
        boolean isFor(String otherName, @Nullable ClassLoader otherLoader) {
            return Objects.equals(loader, otherLoader) && name.equals(otherName);
        }
    }

    @Override
    public byte[] serialize(Object object) throws IOException {
        RecordFormat format = RecordFormat.of(object.getClass());
        if (format != null && ObjectInputFilter.Config.getSerialFilter() == null) {
            ItemBytes bytes = ItemBytes.create();
            bytes.putByte(RECORD);
            format.write(object, bytes);
            return bytes.written();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException {
        if (bytes.length > 0 && bytes[0] == RECORD) {
            return deserializeRecord(ItemBytes.of(bytes));
        }
        try (ObjectInputStream stream =
                new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        }
    }

    private Object deserializeRecord(ItemBytes bytes) throws IOException, ClassNotFoundException {
        bytes.getByte();
        String name = Objects.requireNonNull(bytes.getText());
        RecordFormat format = RecordFormat.of(find(name));
        if (format == null) {
            throw new InvalidClassException(name, "not a simple record in this process");
        }
        return format.read(bytes);
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        int place = Math.floorMod(name.hashCode(), KNOWN_CLASSES);
        SoftReference<Known> reference = known.get(place);
        Known found = reference == null ? null : reference.get();
        if (found != null && found.isFor(name, loader)) {
            return found.type;
        }
        Class<?> type = Class.forName(name, false, loader);
        known.set(place, new SoftReference<>(new Known(name, loader, type)));
        return type;
    }
}
