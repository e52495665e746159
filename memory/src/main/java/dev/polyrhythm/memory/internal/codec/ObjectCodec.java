package dev.polyrhythm.memory.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects as bytes: simple records in their {@linkplain RecordFormat short form}, all others by
 * Java serialization. A subclass says which streams, as classes are found differently by those that
 * ship them. Used by any thread.
 */
public abstract class ObjectCodec {
    private static final int KNOWN_RECORDS = 64;

    private final AtomicReferenceArray<@Nullable SoftReference<Known>> known =
            new AtomicReferenceArray<>(KNOWN_RECORDS);

    /** The format that was found for a header with a loader. */
    private record Known(RecordFormat format, @Nullable ClassLoader loader) {
        boolean isFor(byte[] bytes, @Nullable ClassLoader otherLoader) {
            return Objects.equals(loader, otherLoader) && format.isHeaderOf(bytes);
        }
    }

    protected abstract ObjectOutputStream open(OutputStream target) throws IOException;

    protected abstract ObjectInputStream open(InputStream source) throws IOException;

    /** Whether the other processes of the program find a class by its name alone. */
    protected boolean isFoundByName(Class<?> type) {
        return true;
    }

    /**
     * Appends an object's bytes.
     *
     * @throws IOException if it cannot travel
     */
    @SuppressWarnings("resource") // a stream into the buffer, which need not be closed
    public final void write(@Nullable Object object, GrowingBuffer out) throws IOException {
        RecordFormat format = object == null ? null : shortForm(object.getClass());
        if (object != null && format != null) {
            format.write(object, out);
        } else {
            ObjectOutputStream stream = open(out);
            stream.writeObject(object);
            stream.flush();
        }
    }

    private @Nullable RecordFormat shortForm(Class<?> type) {
        RecordFormat format = RecordFormat.of(type);
        return format != null
                        && ObjectInputFilter.Config.getSerialFilter() == null
                        && isFoundByName(type)
                ? format
                : null;
    }

    /**
     * Makes the object of bytes that {@link #write} has appended, anywhere in the program.
     *
     * @throws IOException if they are not an object's
     * @throws ClassNotFoundException if this process does not know its class
     */
    public final Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        if (bytes.length > 0 && bytes[0] == RecordFormat.MARK) {
            return format(bytes).read(bytes);
        }
        try (ObjectInputStream stream = open(new ByteArrayInputStream(bytes))) {
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
