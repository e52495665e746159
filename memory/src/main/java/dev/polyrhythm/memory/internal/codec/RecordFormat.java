package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serializable records of primitives, their wrappers, strings and enums as bytes: a header, which
 * is the same for all of a class, and the values of the components. Java serialization describes
 * the class in each message, and reads that back slowly.
 *
 * <p>What the object stream does differently for a record is left to it: other components, {@code
 * writeReplace}, {@code readResolve}, a filter for the whole JVM.
 */
final class RecordFormat {
    /*
     *  0  byte  MARK
     *  1  int   length of the header
     *  5  int   hash of what follows in it
     *  9  text  the class's name
     *     int   a check of its components: two processes can have different versions of a class
     */
    static final byte MARK = 1; // the object stream's own bytes begin with 0xAC

    private static final int FIXED_BYTES = Byte.BYTES + 2 * Integer.BYTES;

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
        GrowingBuffer rest = GrowingBuffer.create();
        rest.putText(type.getName());
        rest.putInt(components.toString().hashCode());
        GrowingBuffer header = GrowingBuffer.create();
        header.putByte(MARK);
        header.putInt(FIXED_BYTES + rest.written().length);
        header.putInt(Arrays.hashCode(rest.written()));
        header.putBytes(rest.written());
        return header.written();
    }

    /** The hash that a header has; the bytes begin with one. */
    static int hash(byte[] bytes) throws IOException {
        GrowingBuffer source = GrowingBuffer.of(bytes);
        source.getByte();
        source.getInt();
        return source.getInt();
    }

    /** Whether the bytes begin with this record's header. */
    boolean isHeaderOf(byte[] bytes) {
        return bytes.length >= header.length
                && Arrays.equals(header, 0, header.length, bytes, 0, header.length);
    }

    /** The format of the record that the bytes' header names. */
    static RecordFormat find(byte[] bytes, @Nullable ClassLoader loader)
            throws IOException, ClassNotFoundException {
        GrowingBuffer source = GrowingBuffer.of(bytes);
        source.getByte();
        source.getInt();
        source.getInt();
        String name = Objects.requireNonNull(source.getText());
        RecordFormat format = of(Class.forName(name, false, loader));
        if (format == null) {
            throw new InvalidClassException(name, "not a simple record in this process");
        }
        if (!format.isHeaderOf(bytes)) {
            throw new InvalidClassException(
                    name, "the record has other components where it was put");
        }
        return format;
    }

    /** The format of a class, or null if it is one for the object stream. */
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

    /** The record of bytes that begin with its header. */
    Object read(byte[] bytes) throws IOException {
        GrowingBuffer source = GrowingBuffer.of(bytes);
        source.skip(header.length);
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].format.read(source);
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            InvalidObjectException failure =
                    new InvalidObjectException("the record's constructor refuses it: " + e);
            failure.initCause(e);
            throw failure;
        }
    }
}
