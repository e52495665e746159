package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serializable records of primitives, their wrappers, strings and enums as bytes: a header, which
 * is the same for all of a class, and the values of the components. Java serialization describes
 * the class in each message, and reads that back slowly.
 *
 * <p>Records that the object stream treats in its own way are left to it: those with other
 * components, with {@code writeReplace} or {@code readResolve}, and all of them if the JVM has a
 * filter.
 */
final class RecordFormat {
    /*
     *  0  byte  MARK
     *  1  int   hash of the rest of the header
     *  5  text  the class's name
     *     int   a check of its components: two processes can have different versions of a class
     */
    static final byte MARK = 1; // the object stream's own bytes begin with 0xAC

    private static final int HASH = 1;
    private static final int NAME = HASH + Integer.BYTES;

    private static final ClassValue<Found> FOUND =
            new ClassValue<>() {
                @Override
                protected Found computeValue(Class<?> type) {
                    return new Found(make(type));
                }
            };

    private final byte[] header;
    private final MethodHandle constructor;
    private final Component[] components;

    private record Found(@Nullable RecordFormat format) {}

    private record Component(FieldFormat format, MethodHandle getter) {}

    private RecordFormat(Class<?> type, FieldFormat[] formats) throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        RecordComponent[] parts = type.getRecordComponents();
        this.header = headerOf(type, parts);
        this.components = new Component[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                MethodHandle getter =
                        lookup.findGetter(type, parts[i].getName(), parts[i].getType());
                components[i] =
                        new Component(
                                formats[i],
                                getter.asType(MethodType.methodType(Object.class, Object.class)));
            }
            this.constructor = canonical(lookup, type, parts);
        } catch (NoSuchMethodException | NoSuchFieldException e) {
            throw new LinkageError("not a record as the JVM makes them: " + type.getName(), e);
        }
    }

    private static MethodHandle canonical(
            MethodHandles.Lookup lookup, Class<?> type, RecordComponent[] parts)
            throws NoSuchMethodException, IllegalAccessException {
        Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return lookup.findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, parts.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static byte[] headerOf(Class<?> type, RecordComponent[] parts) {
        StringBuilder components = new StringBuilder();
        for (RecordComponent part : parts) {
            components.append(part.getName()).append(':');
            components.append(part.getType().getName()).append(';');
        }
        GrowingBuffer header = new GrowingBuffer();
        header.putByte(MARK);
        header.putInt(0);
        header.putText(type.getName());
        header.putInt(components.toString().hashCode());
        header.setInt(HASH, Arrays.hashCode(header.toByteArray()));
        return header.toByteArray();
    }

    private static ByteBuffer read(byte[] bytes, int from) throws IOException {
        if (bytes.length < NAME) {
            throw tooShort(bytes);
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
    }

    private static IOException tooShort(byte[] bytes) {
        return new IOException("the bytes end too early: byteSize=" + bytes.length);
    }

    /** Returns the hash in the header that the bytes begin with. */
    static int hash(byte[] bytes) throws IOException {
        return read(bytes, HASH).getInt();
    }

    /** Whether the bytes begin with this record's header. */
    boolean isHeaderOf(byte[] bytes) {
        return bytes.length >= header.length
                && Arrays.equals(header, 0, header.length, bytes, 0, header.length);
    }

    /** Finds the format of the record that the bytes' header names. */
    static RecordFormat find(byte[] bytes, @Nullable ClassLoader loader)
            throws IOException, ClassNotFoundException {
        String name = readName(bytes);
        RecordFormat format = of(findClass(name, loader));
        if (format == null) {
            throw new InvalidClassException(name, "not a simple record in this process");
        }
        if (!format.isHeaderOf(bytes)) {
            throw new InvalidClassException(
                    name, "the record has other components where it was put");
        }
        return format;
    }

    /** As the object stream does: the context loader may know less than the caller's loader. */
    private static Class<?> findClass(String name, @Nullable ClassLoader loader)
            throws ClassNotFoundException {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return Class.forName(name, false, RecordFormat.class.getClassLoader());
        }
    }

    private static String readName(byte[] bytes) throws IOException {
        try {
            return Objects.requireNonNull(SimpleValueReader.readText(read(bytes, NAME)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw tooShort(bytes);
        }
    }

    /** Returns the format of a class, or null if it is one for the object stream. */
    static @Nullable RecordFormat of(Class<?> type) {
        return type.isRecord() ? FOUND.get(type).format : null;
    }

    private static @Nullable RecordFormat make(Class<?> type) {
        FieldFormat[] formats = FieldFormat.ofAll(type.getRecordComponents());
        if (formats == null
                || !Serializable.class.isAssignableFrom(type)
                || has(type, "writeReplace")
                || has(type, "readResolve")) {
            return null;
        }
        try {
            return new RecordFormat(type, formats);
        } catch (IllegalAccessException e) {
            return null; // its module is closed to us, and not to the object stream
        }
    }

    private static boolean has(Class<?> type, String method) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method) && m.getParameterCount() == 0);
    }

    void write(Object value, GrowingBuffer target) throws IOException {
        target.putBytes(header);
        for (Component component : components) {
            component.format.write(get(component.getter, value), target);
        }
    }

    @SuppressWarnings("NullAway") // a component can be null
    private static Object get(MethodHandle getter, Object value) throws IOException {
        try {
            return (Object) getter.invokeExact(value);
        } catch (Throwable e) {
            throw new IOException("a component cannot be read", e);
        }
    }

    /** Makes the record of bytes that begin with its header. */
    Object read(byte[] bytes) throws IOException {
        @Nullable Object[] values = readComponents(bytes);
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            InvalidObjectException failure =
                    new InvalidObjectException("the record's constructor refuses it: " + e);
            failure.initCause(e);
            throw failure;
        }
    }

    private @Nullable Object[] readComponents(byte[] bytes) throws IOException {
        ByteBuffer source = read(bytes, header.length);
        @Nullable Object[] values = new @Nullable Object[components.length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = components[i].format.read(source);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw tooShort(bytes);
        }
        return values;
    }
}
