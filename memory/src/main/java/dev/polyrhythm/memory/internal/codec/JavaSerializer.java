package dev.polyrhythm.memory.internal.codec;

import dev.polyrhythm.memory.Serializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.ref.SoftReference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Java serialization: the default. Simple records have a {@linkplain RecordFormat shorter way}. */
final class JavaSerializer implements Serializer {
    private static final int KNOWN_RECORDS = 64;

    private final AtomicReferenceArray<@Nullable SoftReference<Known>> known =
            new AtomicReferenceArray<>(KNOWN_RECORDS);

    /** A record that was found by a header, with a loader, before. */
    private record Known(RecordFormat format, @Nullable ClassLoader loader) {
        boolean isFor(byte[] bytes, @Nullable ClassLoader otherLoader) {
            return Objects.equals(loader, otherLoader) && format.isHeaderOf(bytes);
        }
    }

    @Override
    public byte[] serialize(Object object) throws IOException {
        RecordFormat format = RecordFormat.of(object.getClass());
        if (format != null && ObjectInputFilter.Config.getSerialFilter() == null) {
            GrowingBuffer bytes = GrowingBuffer.create();
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
        if (bytes.length > 0 && bytes[0] == RecordFormat.MARK) {
            return format(bytes).read(bytes);
        }
        try (ObjectInputStream stream =
                new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        }
    }

    private RecordFormat format(byte[] bytes) throws IOException, ClassNotFoundException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        int place = Math.floorMod(RecordFormat.hash(bytes), KNOWN_RECORDS);
        SoftReference<Known> reference = known.get(place);
        Known found = reference == null ? null : reference.get();
        if (found == null || !found.isFor(bytes, loader)) {
            found = new Known(RecordFormat.find(bytes, loader), loader);
            known.set(place, new SoftReference<>(found));
        }
        return found.format;
    }
}
